/** Prints one JSON object. What JSON has no number for (warm-up, nothing to measure) is null; columns are arrays. */
export const jsonOut = (value: unknown): string =>
  JSON.stringify(value, (_key, field: unknown) => {
    if (typeof field === 'number' && !Number.isFinite(field)) return null;
    return field instanceof Float64Array ? Array.from(field, (one) => (Number.isFinite(one) ? one : null)) : field;
  });
