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
