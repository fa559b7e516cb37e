/** Every order of some things. */
export const permutations = <T>(items: readonly T[]): T[][] =>
  items.length <= 1
    ? [[...items]]
    : items.flatMap((item, at) =>
        permutations(items.filter((_other, index) => index !== at)).map((rest) => [item, ...rest]),
      );
