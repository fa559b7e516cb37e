/** The word by which each form of a choice is told, in the order in which its schema lists them. */
export const FORMS: Readonly<Record<string, readonly string[]>> = {
  number: ['a number', 'parameter'],
  operand: ['value', 'parameter', 'series', 'price', 'position'],
  term: ['value', 'parameter', 'series', 'price'],
  column: ['series', 'price'],
  series: ['indicator', 'price', 'value', 'combine'],
  condition: ['compare', 'crosses', 'trend', 'within', 'between', 'time', 'weekday', 'all', 'any', 'not', 'becomes'],
  stop: ['ranges', 'percent', 'level'],
  target: ['ranges', 'percent', 'level', 'risks'],
  trail: ['ranges', 'percent'],
};
