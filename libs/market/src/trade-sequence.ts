/**
 * Whether a trade follows the last one that was taken: the next one, one already seen, or one after a hole that must be
 * fetched before anything newer is believed.
 *
 * @param lastId  Id of the newest trade taken; null before the first.
 * @param id      Id of the trade that arrived. Both are consecutive whole numbers per instrument.
 */
export function placeInSequence(lastId: number | null, id: number): 'next' | 'seen' | 'after-gap' {
  if (lastId === null || id === lastId + 1) return 'next';
  return id <= lastId ? 'seen' : 'after-gap';
}
