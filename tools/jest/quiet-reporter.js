/** One line per test file, the whole story for what failed: a thousand green ticks hide a red one. */
export default class QuietReporter {
  onTestResult(_test, result) {
    const { numPassingTests, numFailingTests, numPendingTests, testFilePath, perfStats, failureMessage } = result;
    const name = testFilePath.replace(`${process.cwd()}/`, '');
    const seconds = ((perfStats.end - perfStats.start) / 1000).toFixed(1);
    const failed = numFailingTests > 0 || failureMessage;
    process.stdout.write(
      `  ${failed ? 'FAIL' : 'ok  '} ${name} (${numPassingTests} passed, ${numFailingTests} failed, ${numPendingTests} skipped, ${seconds} s)\n`,
    );
    if (failed) process.stdout.write(`${failureMessage}\n`);
  }

  onRunComplete(_contexts, results) {
    for (const suite of results.testResults)
      if (suite.testExecError) process.stdout.write(`${suite.testExecError.stack ?? suite.testExecError.message}\n`);
  }
}
