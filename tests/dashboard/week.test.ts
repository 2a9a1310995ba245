import type { FeedKind } from '../../typings/api/dashboard';
import { Stage, untilAsked } from './support/page';
import { feedLine, NOW, trialData } from './support/samples';

const stage = new Stage();
beforeAll(() => stage.start());
afterAll(() => stage.stop());
afterEach(() => stage.closeAll());

const HOUR = 3_600_000;
const STEP = 4;
const KINDS: FeedKind[] = ['deviceSubmitted', 'serviceDone', 'wishPublished', 'feedbackGiven'];

test('a week of changes, failures and recoveries leaves no more nodes, listeners or memory than the first day', async () => {
  // The smallest screen: nobody looks at it, and painting is most of the work.
  const opened = await stage.show({ data: trialData(), context: { viewport: { width: 1366, height: 768 } } });
  const { page, server } = opened;
  await page.locator('[data-chart=trend] svg').waitFor();
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Performance.enable');
  /** With the same figures on the screen and nothing moving, so that only what was left behind differs. */
  const measure = async (name: string): Promise<{ nodes: number; listeners: number; heap: number }> => {
    server.data = { ...trialData(), version: name };
    server.behaviour = 'answer';
    await page.clock.fastForward(STEP * HOUR);
    await untilAsked(opened);
    await page.clock.runFor(5_000);
    await devtools.send('HeapProfiler.collectGarbage');
    const { metrics } = await devtools.send('Performance.getMetrics');
    const metric = (name: string): number => metrics.find((one) => one.name === name)?.value ?? NaN;
    return { nodes: metric('Nodes'), listeners: metric('JSEventListeners'), heap: metric('JSHeapUsedSize') };
  };

  /** Four hours: something new comes in, and every sixth time the server is ill. */
  const step = async (index: number): Promise<void> => {
    const data = trialData();
    data.version = `step-${index}`;
    data.headline.residents += index;
    data.openWishes = index % 3;
    data.needs = data.needs.map((need) => ({ ...need, done: need.done + index }));
    data.months = data.months.map((month) => ({ ...month, submitted: month.submitted + (index % 5) }));
    data.ages = data.ages.map((cell) => ({ ...cell, count: index % 7 === 0 ? null : 10 + index }));
    data.feed = Array.from({ length: 20 }, (_, line) => ({
      ...feedLine(`h${index}-${line}`, KINDS[(index + line) % KINDS.length]!, '轮椅', 0),
      at: NOW + index * STEP * HOUR - line * 60_000,
    }));
    server.data = data;
    server.behaviour = index % 6 === 5 ? 'error' : 'answer';
    // Jumps over the 304 answers in between, then lets the page ask and its movements begin.
    await page.clock.fastForward(STEP * HOUR);
    await untilAsked(opened);
    await page.clock.runFor(500);
  };

  for (let index = 1; index <= 6; index += 1) await step(index);
  const settled = await measure('first day');
  const lines = await page.locator('.line').count();
  for (let index = 7; index <= (7 * 24) / STEP; index += 1) await step(index);
  const week = await measure('week');

  // One may be on its way out.
  expect(await page.locator('.line').count()).toBeLessThanOrEqual(lines + 1);
  expect(server.asked.length).toBeGreaterThan((7 * 24) / STEP);
  expect(week.nodes).toBeLessThanOrEqual(settled.nodes * 1.1);
  expect(week.listeners).toBeLessThanOrEqual(settled.listeners + 5);
  expect(week.heap).toBeLessThan(settled.heap * 1.5);
});
