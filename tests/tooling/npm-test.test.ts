/** The runner of `npm test` counts honestly. */
import { readlinkSync } from 'node:fs';
import { countCheck, countSuite, type JestOutput } from '../../scripts/test/count';
import { runSteps } from '../../scripts/test/run';
import { chooseSteps, type Step } from '../../scripts/test/steps';

function step(name: string, script: string, more: Partial<Step> = {}): Step {
  return {
    name,
    kind: 'check',
    command: [process.execPath, '-e', script],
    slots: 1,
    limitMs: 20_000,
    ...more,
  };
}

async function run(...steps: Step[]) {
  const lines: string[] = [];
  const total = await runSteps(steps, { cwd: process.cwd(), print: (line) => lines.push(line) });
  return { ...total, text: lines.join('\n') };
}

const file = (status: string, ...tests: string[]): JestOutput['testResults'][number] => ({
  name: 'a.test.ts',
  message: '',
  status,
  assertionResults: tests.map((one) => ({ fullName: one, status: one })),
});

test.each<[string, number | null, JestOutput | null, [number, number]]>([
  ['passed tests', 0, { numPassedTests: 2, testResults: [file('passed', 'passed', 'passed')] }, [2, 0]],
  ['a failed test', 1, { numPassedTests: 1, testResults: [file('failed', 'passed', 'failed')] }, [1, 1]],
  ['a skipped test', 0, { numPassedTests: 1, testResults: [file('passed', 'passed', 'pending')] }, [1, 1]],
  ['a file that crashed', 1, { numPassedTests: 3, testResults: [file('failed')] }, [3, 1]],
  ['no test at all', 0, { numPassedTests: 0, testResults: [] }, [0, 1]],
  ['no result', null, null, [0, 1]],
  [
    'an error after the tests',
    1,
    { numPassedTests: 2, testResults: [file('passed', 'passed', 'passed')] },
    [2, 1],
  ],
])('counts %s', (_what, code, output, [passed, failed]) => {
  expect(countSuite('unit', code, output)).toMatchObject({ passed, failed });
});

test('a check is one test', () => {
  expect(countCheck('types', 0)).toMatchObject({ passed: 1, failed: 0 });
  expect(countCheck('types', 2)).toMatchObject({ passed: 0, failed: 1 });
  expect(countCheck('types', null).failures).toEqual(['types: was stopped']);
});

test('goes on after a failure, shows its output, and waits where asked', async () => {
  const { passed, failed, failures, text } = await run(
    step('first', 'console.log("it broke"); process.exit(3)'),
    step('second', '', { after: 'first' }),
    step('third', '', { slots: 2 }),
  );
  // The third passed test says that no process was left behind.
  expect([passed, failed]).toEqual([3, 1]);
  expect(failures).toEqual(['first: failed']);
  expect(text).toContain('it broke');
});

test('a program that does not exist and one that hangs are failures', async () => {
  const { failures } = await run(
    { ...step('gone', ''), command: ['no-such-program'] },
    step('hangs', 'setInterval(() => {}, 1000)', { limitMs: 500 }),
  );
  expect(failures.sort()).toEqual(['gone: was stopped', 'hangs: was stopped']);
});

test('a process that is left behind is a failure, and is ended', async () => {
  const script =
    'const c = require("child_process").spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { detached: true, stdio: "ignore" }); c.unref(); console.log("pid", c.pid); process.exit(1)';
  const { failures, text } = await run(step('leaver', script));
  expect(failures).toEqual(['leaver: failed', expect.stringMatching(/^left behind: process \d+/)]);
  const pid = Number(/pid (\d+)/.exec(text)?.[1]);
  await new Promise((resolve) => setTimeout(resolve, 200));
  // It may still wait to be collected by its adopted parent; it has no program any more.
  expect(() => readlinkSync(`/proc/${pid}/exe`)).toThrow();
});

test('steps are chosen by name or group', () => {
  const steps = [step('types:a', ''), step('types:b', ''), step('unit', '')];
  expect(chooseSteps(['types'], steps).map(({ name }) => name)).toEqual(['types:a', 'types:b']);
  expect(chooseSteps([], steps)).toHaveLength(3);
  expect(() => chooseSteps(['unti'], steps)).toThrow(/No such step: unti/);
});
