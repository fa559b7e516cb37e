/** A broken promise of our own code. Nobody catches it: the process exits and restart recovers. */
export class InvariantError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'InvariantError';
  }
}

/** States what must hold here; throws when it does not, because carrying on would make it worse. */
export function invariant(holds: unknown, message: string): asserts holds {
  if (!holds) throw new InvariantError(message);
}
