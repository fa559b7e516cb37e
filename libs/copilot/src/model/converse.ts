import type { ToolCall } from '@orbiquant/contracts';
import { AppError } from '@orbiquant/kernel';
import { z } from 'zod';
import type { ToolWish } from '../run-tool.ts';
import { TOOLS } from '../tools/index.ts';
import {
  asUntrusted,
  type ChatChunk,
  type ChatMessage,
  type ChatModel,
  type SystemPrompt,
  type ToolOffer,
} from './chat-model.ts';

/** How far a model may go in one answer, whatever it wants. */
export type ModelLimits = { stepsMax: number; toolCallsMax: number; chunksMax: number; charsMax: number };

/** Limits that a helpful answer never meets. */
export const MODEL_LIMITS: ModelLimits = { stepsMax: 6, toolCallsMax: 8, chunksMax: 4_000, charsMax: 12_000 };

/** One conversation with a model: what it is told, and how its wishes are granted. */
export type Talk = {
  model: ChatModel;
  prompt: SystemPrompt;
  /** The question, and how the person wants it answered. */
  briefing: string;
  call: (wish: ToolWish) => Promise<ToolCall>;
  signal: AbortSignal;
  limits?: ModelLimits;
};

/** The tools as a model is told about them. */
export const TOOL_OFFERS: readonly ToolOffer[] = TOOLS.map(({ name, description, example, input }) => ({
  name,
  description: `${description}. Example: ${example}`,
  inputSchema: z.toJSONSchema(input, { io: 'input' }) as Record<string, unknown>,
}));

/**
 * Lets a model call tools until it answers in words, and gives those words back unchecked.
 * @throws AppError service-unavailable, when it goes past a limit, says nothing, or fails: somebody else must answer then.
 */
export async function converse(talk: Talk): Promise<string> {
  const limits = talk.limits ?? MODEL_LIMITS;
  const messages: ChatMessage[] = [
    { role: 'system', content: talk.prompt },
    { role: 'user', content: talk.briefing },
  ];
  let calls = 0;
  for (let step = 0; step < limits.stepsMax; step++) {
    const turn = await listen(talk, messages, limits);
    if (turn.toolRequests.length === 0) return spoken(turn.text);
    messages.push({ role: 'assistant', content: turn.text, toolRequests: turn.toolRequests });
    for (const request of turn.toolRequests) {
      if (++calls > limits.toolCallsMax) throw gaveUp('the model called too many tools');
      const done = await talk.call({ tool: request.name, input: request.arguments });
      messages.push({ role: 'tool', tool: done.tool, content: reported(done) });
    }
  }
  throw gaveUp('the model went round in circles');
}

async function listen(talk: Talk, messages: readonly ChatMessage[], limits: ModelLimits): Promise<ChatChunk> {
  const toolRequests: ChatChunk['toolRequests'][number][] = [];
  let [text, chunks] = ['', 0];
  for await (const chunk of talk.model.chat({ messages, tools: TOOL_OFFERS, signal: talk.signal })) {
    text += chunk.text;
    toolRequests.push(...chunk.toolRequests);
    if (++chunks > limits.chunksMax || text.length > limits.charsMax) throw gaveUp('the model did not stop talking');
    if (toolRequests.length > limits.toolCallsMax) throw gaveUp('the model called too many tools');
    talk.signal.throwIfAborted();
  }
  return { text, toolRequests };
}

function spoken(text: string): string {
  if (text.trim() === '') throw gaveUp('the model said nothing');
  return text;
}

const gaveUp = (why: string): AppError => new AppError('service-unavailable', why);

/** A call's result as data, under the id that slots name it by. */
const reported = ({ toolCallId, output, error }: ToolCall) =>
  asUntrusted(JSON.stringify(error === null ? { toolCallId, fields: output } : { toolCallId, error }));
