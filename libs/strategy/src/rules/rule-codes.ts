/** Reasons that a rule set gives with its votes; whoever shows votes has a sentence for each. */
export const RULE_VOTE_CODES = ['rules.entry-long', 'rules.entry-short', 'rules.exit', 'rules.no-setup'] as const;
export type RuleVoteCode = (typeof RULE_VOTE_CODES)[number];

/** Why a rule set began or ended a trade. */
export const RULE_TAGS = ['rules-long', 'rules-short', 'rules-exit', 'rules-time'] as const;
export type RuleTag = (typeof RULE_TAGS)[number];

/** Everything that may be wrong with a rule set; an editor has a sentence for each. */
export const RULE_FAULT_CODES = [
  'missing',
  'unknown-key',
  'unknown-form',
  'two-forms',
  'invalid-type',
  'invalid-value',
  'invalid-format',
  'too-small',
  'too-big',
  'duplicate-name',
  'unknown-indicator',
  'unknown-series',
  'unknown-parameter',
  'wrong-output',
  'no-source',
  'interval-mismatch',
  'circular-series',
  'out-of-range',
  'not-whole',
  'too-deep',
  'too-large',
  'look-back-too-long',
  'position-in-entry',
  'position-in-becomes',
  'nested-becomes',
  'no-entries',
  'exit-without-entry',
  'stop-missing',
  'stop-wrong-side',
  'target-wrong-side',
  'always-true',
  'always-false',
  'exit-implied-by-entry',
] as const;
export type RuleFaultCode = (typeof RULE_FAULT_CODES)[number];
