import { withSlash, type AskBody, type CopilotEvent, type CopilotMessage } from '@orbiquant/contracts';
import { answerQuestion, type SystemPrompt } from '@orbiquant/copilot';
import { conversationRepository, type NewMessage } from '@orbiquant/copilot-store';
import { newId, type Clock } from '@orbiquant/kernel';
import type { DataSource } from '@orbiquant/platform-db';
import type { PersonCaller } from '@orbiquant/platform-http';
import type { HouseMarket } from './house-market.ts';
import type { ModelGate } from './model-gate.ts';

/** A person's question, who waits for it, and who is told what happens meanwhile. */
export type Asked = {
  body: AskBody;
  person: PersonCaller;
  signal?: AbortSignal;
  emit?: (event: CopilotEvent) => void;
};

/** Answers a person and remembers both sides of the exchange. */
export type Ask = (asked: Asked) => Promise<{ conversationId: string; message: CopilotMessage }>;

export type AskerDeps = {
  db: DataSource;
  market: HouseMarket;
  gate: ModelGate;
  clock: Clock;
  prompt: SystemPrompt;
  modelMsMax: number;
  /** Ends every answer in the making, because the service stops. */
  stopping: AbortSignal;
};

const TITLE_CHARS = 80;

export const asker =
  ({ db, market, gate, clock, prompt, modelMsMax, stopping }: AskerDeps): Ask =>
  async ({ body, person, signal, emit }) => {
    const conversations = conversationRepository(db, person.userId);
    if (body.conversationId) await conversations.checkOwned(body.conversationId);
    const conversationId = body.conversationId ?? newId();
    const askedAtMs = clock.nowMs();
    // one cursor for the whole answer: its figures belong to one instant
    const asOfMs = body.asOf ?? (await market.nowMs(person));
    const { question, language, interval } = body;
    const symbol = body.symbol === undefined ? undefined : withSlash(body.symbol.toUpperCase());
    const answer = await answerQuestion(
      { question, language, asOfMs, symbol, interval },
      {
        market: market.portFor(person),
        brain: await gate.brain(),
        clock,
        prompt,
        modelMsMax,
        signal: AbortSignal.any(signal ? [signal, stopping] : [stopping]),
        ...(emit ? { emit } : {}),
      },
    );
    const common = { language, asOfMs };
    const message: CopilotMessage = { messageId: newId(), role: 'copilot', ...answer, sentAtMs: clock.nowMs() };
    const promptVersion = answer.mode.mode === 'model' ? prompt.version : null;
    await conversations.append({
      conversationId,
      title: question.slice(0, TITLE_CHARS),
      question: { ...common, ...personsMessage(question, askedAtMs) },
      answer: { ...common, ...message, promptVersion },
    });
    return { conversationId, message };
  };

const personsMessage = (question: string, sentAtMs: number): Omit<NewMessage, 'language' | 'asOfMs'> => ({
  messageId: newId(),
  role: 'person',
  parts: [{ kind: 'text', text: question }],
  toolCalls: [],
  mode: null,
  promptVersion: null,
  sentAtMs,
});
