/** Pearson correlation of two columns of one length; NaN when one of them does not vary. */
export function correlation(a: Float64Array, b: Float64Array): number {
  const { length } = a;
  let [sumA, sumB] = [0, 0];
  for (let k = 0; k < length; k++) {
    sumA += a[k]!;
    sumB += b[k]!;
  }
  const [meanA, meanB] = [sumA / length, sumB / length];
  let [together, squareA, squareB] = [0, 0, 0];
  for (let k = 0; k < length; k++) {
    const [x, y] = [a[k]! - meanA, b[k]! - meanB];
    together += x * y;
    squareA += x * x;
    squareB += y * y;
  }
  return squareA === 0 || squareB === 0 ? NaN : together / Math.sqrt(squareA * squareB);
}
