import type { FastifyInstance } from 'fastify';
import {
  checkRuleLeaks,
  forkRules,
  getRuleDiff,
  getRuleSets,
  getRuleVersions,
  saveRules,
  type RuleCheck,
  type RuleVersion,
} from '@orbiquant/contracts';
import { AppError, invariant } from '@orbiquant/kernel';
import { leakGate } from '@orbiquant/lab';
import type { NewRules, RuleRepository } from '@orbiquant/lab-store';
import { mount, personOf } from '@orbiquant/platform-http';
import { diffRules, parseRules, ruleDigest } from '@orbiquant/strategy';

/** Cuts at which rules are looked through while their owner waits. */
const CUTS = 8;

/** A person's own rules: saved as versions that never change, compared, forked. */
export function ruleRoutes(server: FastifyInstance, rules: RuleRepository): void {
  mount(server, saveRules, async ({ body }, { caller }) =>
    rules.save(personOf(caller).userId, body.ruleSetId, checked(body.rules)),
  );
  mount(server, checkRuleLeaks, async ({ body }) => checkOf(body.rules));
  mount(server, getRuleSets, async (_input, { caller }) => rules.newest(personOf(caller).userId));
  mount(server, getRuleVersions, async ({ params }, { caller }) =>
    rules.versions(personOf(caller).userId, params.ruleSetId),
  );
  mount(server, getRuleDiff, async ({ params: { ruleSetId }, query }, { caller }) => {
    const { userId } = personOf(caller);
    const [before, after] = [
      await rules.find(userId, { ruleSetId, version: query.from }),
      await rules.find(userId, { ruleSetId, version: query.to }),
    ];
    return diffRules(parseRules(before.rules), parseRules(after.rules)).map((change) => ({ ...change }));
  });
  mount(server, forkRules, async ({ params }, { caller }) => rules.fork(personOf(caller).userId, params));
}

/** Rules that compile and that the leak gate finds nothing in. @throws AppError invalid-input with every fault */
function checked(given: RuleVersion['rules']): NewRules {
  const parsed = parseRules(given);
  const { verdict, leaks } = checkOf(given);
  if (verdict === 'leaks') {
    const [first] = leaks;
    const message = `The rules see the future: ${first?.output} at bar ${first?.bar} depends on later bars`;
    throw new AppError('invalid-input', message, { errors: [{ path: 'rules', code: 'leak', message }] });
  }
  return { name: parsed.name, digest: ruleDigest(parsed), rules: given, leakCheck: verdict };
}

/** What the leak gate says of rules on its own bars. @throws AppError invalid-input with every fault of the rules */
function checkOf(rules: RuleVersion['rules']): RuleCheck {
  const [report] = leakGate({ kind: 'rules', rules: parseRules(rules) }, { cuts: CUTS });
  invariant(report !== undefined, 'the gate looks at its own bars at least');
  const { verdict, checked: looked, findings } = report;
  return {
    verdict,
    bars: looked.bars,
    spokenBars: looked.spokenBars,
    runs: looked.runs,
    leaks: findings.map(({ kind, output, bar, barTimeMs, explanation }) => ({
      kind,
      output,
      bar,
      barTimeMs,
      explanation,
    })),
  };
}
