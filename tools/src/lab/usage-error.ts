/** The command was given something that it cannot use; the sentence says what. */
export class UsageError extends Error {}
