/** Whether two plain values say the same, all the way down. */
export function isSame(left: unknown, right: unknown): boolean {
  if (left === right) return true;
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) return false;
  const names = Object.keys(left);
  if (names.length !== Object.keys(right).length) return false;
  return names.every((name) =>
    isSame((left as Record<string, unknown>)[name], (right as Record<string, unknown>)[name]),
  );
}
