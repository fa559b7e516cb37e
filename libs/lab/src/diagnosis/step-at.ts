/** The last step of an ascending column that had begun at an instant; 0 before the first. */
export function stepAt(timeMs: Float64Array, atMs: number): number {
  let [low, high] = [0, timeMs.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (timeMs[middle]! <= atMs) low = middle + 1;
    else high = middle;
  }
  return Math.max(0, low - 1);
}
