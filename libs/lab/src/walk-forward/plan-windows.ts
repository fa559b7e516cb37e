import type { LabWindows } from '@orbiquant/contracts';
import { AppError } from '@orbiquant/kernel';

/** A window in steps of the history, half-open: trained on [trainFrom, trainTo), then traded on [testFrom, testTo). */
export type WindowPlan = {
  readonly trainFrom: number;
  readonly trainTo: number;
  readonly testFrom: number;
  readonly testTo: number;
};

/** Windows of one walk-forward at most: each is a search of its own. */
export const WINDOWS_MAX = 200;

/**
 * The windows of a walk-forward, oldest first. Tests follow each other without a gap and end with the history, so that
 * the newest bars are always tested; what does not fill a window is left over at the beginning. Rolling training keeps
 * its length, anchored training begins with the first bar after the warm-up and grows.
 *
 * @param steps   Bars of the history.
 * @param warmUp  Bars that the strategy reads before each stretch.
 * @throws        AppError `unprocessable` when there are too few bars, or too many windows; it names how many are needed.
 */
export function planWindows(steps: number, warmUp: number, windows: LabWindows): WindowPlan[] {
  const { mode, trainBars, testBars, embargoBars } = windows;
  const lead = warmUp + trainBars + embargoBars;
  const count = Math.floor((steps - lead) / testBars);
  if (count < 1) throw tooFewBars(steps, warmUp, windows);
  if (count > WINDOWS_MAX) throw tooManyWindows(count, Math.ceil((steps - lead) / WINDOWS_MAX));
  const firstTest = steps - count * testBars;
  return Array.from({ length: count }, (_unused, k) => {
    const testFrom = firstTest + k * testBars;
    const trainTo = testFrom - embargoBars;
    const trainFrom = mode === 'anchored' ? warmUp : trainTo - trainBars;
    return { trainFrom, trainTo, testFrom, testTo: testFrom + testBars };
  });
}

const refused = (path: string, code: string, message: string): AppError =>
  new AppError('unprocessable', message, { errors: [{ path, code, message }] });

function tooFewBars(steps: number, warmUp: number, { trainBars, embargoBars, testBars }: LabWindows): AppError {
  const need = warmUp + trainBars + embargoBars + testBars;
  const message = `One window takes ${need} bars (${warmUp} warm-up, ${trainBars} train, ${embargoBars} embargo, ${testBars} test); there are ${steps}`;
  return refused('windows', 'too-few-bars', message);
}

const tooManyWindows = (count: number, testBarsMin: number): AppError =>
  refused(
    'windows.testBars',
    'too-many-windows',
    `That makes ${count} windows, more than ${WINDOWS_MAX}: test at least ${testBarsMin} bars at a time`,
  );
