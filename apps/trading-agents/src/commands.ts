import type { AgentCommand } from '@orbiquant/contracts';
import { AppError } from '@orbiquant/kernel';
import { isLive } from '@orbiquant/trading';
import { agentRepository, decisionRepository, orderRepository } from '@orbiquant/trading-store';
import type { AgentContext } from './agent-context.ts';
import { cancel } from './order-desk.ts';
import { emergencyExit, sellable } from './protect.ts';
import { reconcile } from './recover.ts';
import { setState } from './state.ts';
import { sweep } from './sweep.ts';

/** Who said it, why, and the key that makes saying it twice the same. */
export type CommandContext = { userId: string; note: string; idempotencyKey: string };

/** Pause, resume or kill; each is stored before it is done, and done once per key. */
export async function obey(agent: AgentContext, command: AgentCommand, context: CommandContext): Promise<void> {
  const isNew = await agentRepository(agent.db.manager).rememberCommand({
    agentId: agent.stored.agentId,
    command,
    ...context,
  });
  if (!isNew) return;
  const reason = { code: `command.${command}`, params: { note: context.note } };
  if (command === 'pause') return setState(agent, 'paused', reason);
  if (command === 'resume') return resume(agent);
  // The state is stored before it waits its turn: a decision that is being taken meets the halted state at the risk engine.
  await setState(agent, 'halted', reason);
  await agent.inTurn(() => flatten(agent));
}

async function resume(agent: AgentContext): Promise<void> {
  await agent.inTurn(async () => {
    const differences = await reconcile(agent);
    if (differences.length > 0)
      throw new AppError('conflict', 'The books do not agree with the venue; resuming would trade on a guess');
    await setState(agent, 'active', null);
  });
}

/** Cancels everything and sells everything, one instrument's failure not stopping the next. */
async function flatten(agent: AgentContext): Promise<void> {
  for (const order of await orderRepository(agent.db.manager).live(agent.stored.agentId))
    if (isLive(order.state) && order.state !== 'unknown') await cancel(agent, order);
  await sweep(agent);
  for (const symbol of agent.symbols) {
    const quantity = sellable(agent, symbol);
    const decision = await decisionRepository(agent.db.manager).lastActed(agent.stored.agentId, symbol, [
      'enter',
      'move-stop',
      'exit',
    ]);
    if (quantity && decision)
      await emergencyExit(agent, decision, quantity).catch((error: unknown) =>
        agent.log.error({ err: error, symbol }, 'could not flatten'),
      );
  }
}
