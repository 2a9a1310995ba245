/** Turns what a finished step left behind into counted tests. Whatever is unclear counts as failed. */

export interface Count {
  passed: number;
  failed: number;
  /** One line for each failure. */
  failures: string[];
}

/** The part of Jest's JSON output that is read here. */
export interface JestOutput {
  numPassedTests: number;
  testResults: {
    name: string;
    message: string;
    status: string;
    assertionResults: { fullName: string; status: string }[];
  }[];
}

/** A check is one test. */
export function countCheck(name: string, exitCode: number | null): Count {
  if (exitCode === 0) return { passed: 1, failed: 0, failures: [] };
  return { passed: 0, failed: 1, failures: [`${name}: ${exitCode === null ? 'was stopped' : 'failed'}`] };
}

/** Failed, skipped and pending tests fail; so does a suite file that could not run, and a suite without any test. */
export function countSuite(name: string, exitCode: number | null, output: JestOutput | null): Count {
  if (!output) return { passed: 0, failed: 1, failures: [`${name}: did not run to its end`] };
  const failures: string[] = [];
  for (const file of output.testResults) {
    const bad = file.assertionResults.filter((test) => test.status !== 'passed');
    failures.push(...bad.map((test) => `${name}: ${test.fullName} (${test.status})`));
    if (file.status === 'failed' && bad.length === 0) {
      failures.push(`${name}: ${file.name} could not run`);
    }
  }
  if (output.numPassedTests + failures.length === 0) failures.push(`${name}: no test was run`);
  // Jest also fails for reasons of its own, such as an error after the last test.
  if (exitCode !== 0 && failures.length === 0)
    failures.push(`${name}: ended with code ${exitCode ?? 'none'}`);
  return { passed: output.numPassedTests, failed: failures.length, failures };
}
