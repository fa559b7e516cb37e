/** 1 where each of the last `bars` steps rose (or fell), 0 where one did not, NaN where one of its values is not known. */
export function trendColumn(column: Float64Array, isRising: boolean, bars: number): Float64Array {
  const trend = new Float64Array(column.length);
  let known = 0;
  let run = 0;
  let before = NaN;
  for (let at = 0; at < column.length; at++) {
    const now = column[at]!;
    const isKnown = !(now !== now);
    known = isKnown ? known + 1 : 0;
    run = (isRising ? now > before : now < before) ? run + 1 : 0;
    trend[at] = known <= bars ? NaN : run >= bars ? 1 : 0;
    before = now;
  }
  return trend;
}
