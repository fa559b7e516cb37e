import { z } from 'zod';
import { create } from 'zustand';
import { ASK_STREAM_PATH, AskBody, type Conversation } from '@orbiquant/contracts';
import { CallError } from '../../shared/api/call-error.ts';
import { send } from '../../shared/api/send.ts';
import { languageNow } from '../../shared/i18n/i18n.ts';
import type { Looking } from '../../shared/dock.ts';
import { readEvents } from './read-events.ts';
import { answeredTurn, applyEvent, askedTurn, type Turn } from './turn.ts';

type Thread = { conversationId: string | null; turns: readonly Turn[] };

/** The conversation that is open, in the dock and on the page alike. */
export const useThread = create<Thread>(() => ({ conversationId: null, turns: [] }));

let asking: AbortController | null = null;

/** Asks, and fills in the answer as it comes. What arrived before a stop or a failure stays. */
export async function ask(question: string, looking: Looking): Promise<void> {
  if (asking) return;
  const stop = new AbortController();
  asking = stop;
  useThread.setState(({ turns }) => ({ turns: [...turns, askedTurn(question)] }));
  try {
    await stream(question, looking, stop.signal);
    changeLast((turn) =>
      turn.state === 'running' ? { ...turn, state: 'failed', failure: 'service-unavailable' } : turn,
    );
  } catch (error) {
    const failure = error instanceof CallError ? error.code : 'service-unavailable';
    changeLast((turn) => ({ ...turn, state: stop.signal.aborted ? 'stopped' : 'failed', failure }));
  } finally {
    if (asking === stop) asking = null;
  }
}

/** Stops the answer that is being made. */
export const stopAsking = (): void => asking?.abort();

/** Begins anew. */
export function newThread(): void {
  stopAsking();
  asking = null;
  useThread.setState({ conversationId: null, turns: [] });
}

/** Opens a conversation that was kept: each question with the answer that follows it. */
export function openThread({ conversationId, messages }: Conversation): void {
  newThread();
  const turns = messages.flatMap((message, at) => {
    const question = messages[at - 1];
    if (message.role !== 'copilot') return [];
    return [answeredTurn(question?.role === 'person' ? question.parts.map(({ text }) => text).join('') : '', message)];
  });
  useThread.setState({ conversationId, turns });
}

async function stream(question: string, { symbol, interval, asOf }: Looking, signal: AbortSignal): Promise<void> {
  const conversationId = useThread.getState().conversationId ?? undefined;
  const body = { question, conversationId, language: languageNow(), symbol, interval, asOf };
  const response = await send(ASK_STREAM_PATH, {
    method: 'POST',
    headers: { accept: 'text/event-stream' },
    json: z.encode(AskBody, body),
    signal,
  });
  if (!response.body) return;
  for await (const event of readEvents(response.body)) {
    changeLast((turn) => applyEvent(turn, event));
    if (event.type === 'done') useThread.setState({ conversationId: event.conversationId });
  }
}

const changeLast = (change: (turn: Turn) => Turn): void =>
  useThread.setState(({ turns }) => {
    const last = turns.at(-1);
    return last ? { turns: [...turns.slice(0, -1), change(last)] } : {};
  });
