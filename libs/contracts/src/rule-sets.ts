import { z } from 'zod';
import { epochMs } from './codecs.ts';
import { route } from './route.ts';

/** A version of somebody's rule set: once written it never changes. */
export const RuleVersion = z.object({
  ruleSetId: z.uuid(),
  /** From 1, without gaps. */
  version: z.number().int(),
  name: z.string(),
  /** Names the rules by what they say: the same digest trades the same. */
  digest: z.string(),
  rules: z.record(z.string(), z.unknown()),
  /** What the look for knowledge of the future said when it was saved: rules that leak are not saved. */
  leakCheck: z.enum(['clean', 'not-proven']),
  createdAtMs: epochMs,
});
export type RuleVersion = z.output<typeof RuleVersion>;

/** A change between two versions, under the name of what changed. */
export const RuleChange = z.object({
  path: z.string(),
  kind: z.enum(['added', 'removed', 'changed']),
  before: z.unknown(),
  after: z.unknown(),
});
export type RuleChange = z.output<typeof RuleChange>;

const setKey = z.object({ ruleSetId: z.uuid() });
const versionText = z.coerce.number().int().min(1).max(1_000_000);
const versionKey = setKey.extend({ version: versionText });

export const saveRules = route({
  method: 'POST',
  path: '/api/v1/lab/rules',
  summary:
    'Save rules as the next version of a set, or as the first of a new one; rules that see the future are refused',
  access: 'signed-in',
  body: z.strictObject({ ruleSetId: z.uuid().optional(), rules: z.record(z.string(), z.unknown()) }),
  response: RuleVersion,
  status: 201,
  idempotent: true,
});
export const getRuleSets = route({
  method: 'GET',
  path: '/api/v1/lab/rules',
  summary: 'My rule sets, each with its newest version',
  access: 'signed-in',
  response: z.array(RuleVersion),
});
export const getRuleVersions = route({
  method: 'GET',
  path: '/api/v1/lab/rules/:ruleSetId/versions',
  summary: 'Every version of a rule set of mine, newest first',
  access: 'signed-in',
  params: setKey,
  response: z.array(RuleVersion),
});
export const getRuleDiff = route({
  method: 'GET',
  path: '/api/v1/lab/rules/:ruleSetId/diff',
  summary: 'What changed between two versions',
  access: 'signed-in',
  params: setKey,
  query: z.object({ from: versionText, to: versionText }),
  response: z.array(RuleChange),
});
export const forkRules = route({
  method: 'POST',
  path: '/api/v1/lab/rules/:ruleSetId/versions/:version/fork',
  summary: 'Begin a new rule set with what a version says; the old one stays as it is',
  access: 'signed-in',
  params: versionKey,
  response: RuleVersion,
  status: 201,
  idempotent: true,
});

/** One difference that a look for knowledge of the future found. */
export const RuleLeak = z.object({
  kind: z.string(),
  /** What differed, such as `intents while flat`. */
  output: z.string(),
  /** The first bar at which it differed, and the time at which that bar opens. */
  bar: z.number().int(),
  barTimeMs: epochMs,
  explanation: z.string(),
});
export type RuleLeak = z.output<typeof RuleLeak>;

/** Whether rules see the future, as far as some made-up bars can tell. */
export const RuleCheck = z.object({
  /** `not-proven`: the rules never said anything on these bars, so nothing is known. */
  verdict: z.enum(['clean', 'not-proven', 'leaks']),
  bars: z.number().int(),
  /** Bars at which the rules said anything. */
  spokenBars: z.number().int(),
  runs: z.number().int(),
  leaks: z.array(RuleLeak),
});
export type RuleCheck = z.output<typeof RuleCheck>;

/** A link by which a version of mine can be read; whoever has the token and is signed in may open it. */
export const RuleShare = z.object({
  token: z.string(),
  ruleSetId: z.uuid(),
  version: z.number().int(),
  createdAtMs: epochMs,
});
export type RuleShare = z.output<typeof RuleShare>;

/** What a link shows: the rules and nothing about whose they are. */
export const SharedRules = RuleVersion.pick({
  name: true,
  version: true,
  digest: true,
  rules: true,
  leakCheck: true,
}).extend({
  /** When the version was saved. */
  createdAtMs: epochMs,
  isMine: z.boolean(),
});
export type SharedRules = z.output<typeof SharedRules>;

/** Any text: what is no token is a link that does not exist, and is answered like one. */
const shareKey = z.object({ token: z.string().max(200) });

export const checkRuleLeaks = route({
  method: 'POST',
  path: '/api/v1/lab/rules/check',
  summary: 'Look whether rules see the future; nothing is saved',
  access: 'signed-in',
  body: z.strictObject({ rules: z.record(z.string(), z.unknown()) }),
  response: RuleCheck,
});
export const shareRules = route({
  method: 'POST',
  path: '/api/v1/lab/rules/:ruleSetId/versions/:version/share',
  summary: 'A link to a version of mine: the one there is, else a new one',
  access: 'signed-in',
  params: versionKey,
  response: RuleShare,
  status: 201,
  idempotent: true,
});
export const getRuleShares = route({
  method: 'GET',
  path: '/api/v1/lab/rules/:ruleSetId/shares',
  summary: 'The links to a rule set of mine that work',
  access: 'signed-in',
  params: setKey,
  response: z.array(RuleShare),
});
export const revokeRuleShare = route({
  method: 'POST',
  path: '/api/v1/lab/rules/:ruleSetId/versions/:version/unshare',
  summary: 'Withdraw the link to a version of mine: from now on it opens for nobody',
  access: 'signed-in',
  params: versionKey,
  response: z.array(RuleShare),
});
export const getSharedRules = route({
  method: 'GET',
  path: '/api/v1/lab/shared-rules/:token',
  summary: 'The rules that a link shows, read only',
  access: 'signed-in',
  params: shareKey,
  response: SharedRules,
});
export const forkSharedRules = route({
  method: 'POST',
  path: '/api/v1/lab/shared-rules/:token/fork',
  summary: 'Begin a rule set of mine with what a link shows',
  access: 'signed-in',
  params: shareKey,
  response: RuleVersion,
  status: 201,
  idempotent: true,
});
