/** The first place of an ascending column at or after an instant; its length when all lie before. */
export function firstAt(timeMs: Float64Array, fromMs: number): number {
  let [low, high] = [0, timeMs.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (timeMs[middle]! < fromMs) low = middle + 1;
    else high = middle;
  }
  return low;
}
