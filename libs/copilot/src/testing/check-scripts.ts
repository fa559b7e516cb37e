import fc from 'fast-check';
import { invariant, systemClock } from '@orbiquant/kernel';
import { answerQuestion } from '../answer-question.ts';
import { systemPrompt, type ChatChunk, type ChatModel } from '../model/chat-model.ts';
import { fakeMarket, NOW_MS } from './fake-market.ts';

/** More than the tools that an answer may use, and more turns than a model gets. */
const CALLS_MAX = 8 + 1;
const TURNS_MAX = 6;
const INPUT_MAX = 2_100;

const name = fc.oneof(
  fc.constantFrom('market_analysis', 'technical_indicators', 'volatility_analyzer', '__proto__', 'create_order', ''),
  fc.string(),
);
const symbol = fc.oneof(
  { weight: 60, arbitrary: fc.constantFrom('BTC/USDT', 'btc', 'XXX/USDT') },
  { weight: 20, arbitrary: fc.anything() },
  { weight: 1, arbitrary: fc.constant('A'.repeat(1_000_000)) },
);
const args = fc.oneof(
  fc.record({ symbol, interval: fc.anything(), period: fc.anything() }, { requiredKeys: [] }),
  fc.anything(),
);
const chunk = fc.oneof(
  fc.record({ text: fc.string(), toolRequests: fc.array(fc.record({ name, arguments: args }), { maxLength: 10 }) }),
  fc.record({ text: fc.string(), toolRequests: fc.constant([]) }),
);

async function checkScript(turns: readonly ChatChunk[][]): Promise<void> {
  let at = 0;
  const model: ChatModel = {
    name: 'fake',
    async *chat() {
      yield* turns[Math.min(at++, turns.length - 1)] ?? [];
    },
  };
  const { parts, toolCalls } = await answerQuestion(
    { question: 'btc', language: 'en', asOfMs: NOW_MS },
    {
      market: fakeMarket(),
      clock: systemClock,
      brain: { model },
      prompt: systemPrompt('test', 'rules of the house'),
      modelMsMax: 5_000,
    },
  );
  invariant(parts.length > 0, 'there is an answer');
  invariant(toolCalls.length <= CALLS_MAX && at <= TURNS_MAX, 'the answer keeps within its limits');
  for (const call of toolCalls)
    invariant(JSON.stringify(call.input).length <= INPUT_MAX, 'what a tool was asked for is kept short');
}

/**
 * Answers questions with models that ask for whatever comes to their minds, broken and giant, and holds each answer to the
 * limits. The same seed is the same scripts. @throws with the shortest script that breaks one
 */
export const checkScripts = ({ runs, seed }: { runs: number; seed: number }): Promise<void> =>
  fc.assert(
    fc.asyncProperty(fc.array(fc.array(chunk, { maxLength: 4 }), { minLength: 1, maxLength: 8 }), checkScript),
    { numRuns: runs, seed },
  );
