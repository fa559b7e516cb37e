import type { FastifyInstance } from 'fastify';
import {
  forkRules,
  getRuleDiff,
  getRuleSets,
  getRuleVersions,
  saveRules,
  type RuleVersion,
} from '@orbiquant/contracts';
import { AppError } from '@orbiquant/kernel';
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
  const leaks = leakGate({ kind: 'rules', rules: given }, { cuts: CUTS }).flatMap(({ findings }) => findings);
  if (leaks[0]) {
    const message = `The rules see the future: ${leaks[0].output} at bar ${leaks[0].bar} depends on later bars`;
    throw new AppError('invalid-input', message, { errors: [{ path: 'rules', code: 'leak', message }] });
  }
  return { name: parsed.name, digest: ruleDigest(parsed), rules: given };
}
