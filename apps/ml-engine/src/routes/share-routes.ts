import type { FastifyInstance } from 'fastify';
import { forkSharedRules, getRuleShares, getSharedRules, revokeRuleShare, shareRules } from '@orbiquant/contracts';
import type { Clock } from '@orbiquant/kernel';
import type { ShareRepository } from '@orbiquant/lab-store';
import { mount, personOf } from '@orbiquant/platform-http';

/** Links to rules: made and withdrawn by their owner, opened and forked by whoever is signed in and has one. */
export function shareRoutes(
  server: FastifyInstance,
  { shares, clock }: { shares: ShareRepository; clock: Clock },
): void {
  mount(server, shareRules, async ({ params }, { caller }) => shares.share(personOf(caller).userId, params));
  mount(server, getRuleShares, async ({ params }, { caller }) =>
    shares.live(personOf(caller).userId, params.ruleSetId),
  );
  mount(server, revokeRuleShare, async ({ params }, { caller }) =>
    shares.revoke(personOf(caller).userId, params, clock.nowMs()),
  );
  mount(server, getSharedRules, async ({ params }, { caller }) => shares.open(personOf(caller).userId, params.token));
  mount(server, forkSharedRules, async ({ params }, { caller }) => shares.fork(personOf(caller).userId, params.token));
}
