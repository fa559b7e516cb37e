import { z } from 'zod';
import { epochMs } from './codecs.ts';
import { route } from './route.ts';

/** One call of a tool: what was asked with, what came back, how long it took. Every figure of an answer names one. */
export const ToolCall = z.object({
  toolCallId: z.string(),
  tool: z.string(),
  input: z.record(z.string(), z.unknown()),
  /** Null while it runs and when it failed. */
  output: z.record(z.string(), z.unknown()).nullable(),
  error: z.string().nullable(),
  asOfMs: epochMs,
  durationMs: z.number(),
});
export type ToolCall = z.output<typeof ToolCall>;

/** A piece of an answer: plain text without figures of its own, or a figure that opens its tool call. */
export const AnswerPart = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), text: z.string() }),
  z.object({ kind: z.literal('figure'), text: z.string(), toolCallId: z.string(), field: z.string() }),
]);
export type AnswerPart = z.output<typeof AnswerPart>;

/** Which brain answered. `planner` is the deterministic one that works without a model. */
export const CopilotMode = z.object({
  mode: z.enum(['model', 'planner']),
  model: z.string().nullable(),
  reason: z.string().nullable(),
});
export type CopilotMode = z.output<typeof CopilotMode>;

export const CopilotMessage = z.object({
  messageId: z.uuid(),
  role: z.enum(['person', 'copilot']),
  parts: z.array(AnswerPart),
  toolCalls: z.array(ToolCall),
  mode: CopilotMode.nullable(),
  sentAtMs: epochMs,
});
export type CopilotMessage = z.output<typeof CopilotMessage>;

export const Conversation = z.object({
  conversationId: z.uuid(),
  title: z.string(),
  updatedAtMs: epochMs,
  messages: z.array(CopilotMessage),
});
export type Conversation = z.output<typeof Conversation>;

/** What streams (server-sent events) while an answer is made; `done` carries the whole message. */
export const CopilotEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('mode'), mode: CopilotMode }),
  z.object({
    type: z.literal('tool.started'),
    toolCallId: z.string(),
    tool: z.string(),
    input: z.record(z.string(), z.unknown()),
  }),
  z.object({ type: z.literal('tool.finished'), toolCall: ToolCall }),
  z.object({ type: z.literal('part'), part: AnswerPart }),
  z.object({ type: z.literal('done'), message: CopilotMessage, conversationId: z.uuid() }),
  z.object({ type: z.literal('failed'), code: z.string(), message: z.string() }),
]);
export type CopilotEvent = z.output<typeof CopilotEvent>;

/** A question. The language of the answer and the cursor it must respect are part of it. */
export const AskBody = z.object({
  question: z.string().trim().min(1).max(2000),
  conversationId: z.uuid().optional(),
  language: z.enum(['es', 'en']),
  asOf: epochMs.optional(),
  symbol: z.string().max(30).optional(),
  interval: z.string().max(3).optional(),
});
export type AskBody = z.output<typeof AskBody>;

/** Answers in one piece; the streaming twin is `POST /api/v1/copilot/ask/stream` with the same body and `text/event-stream` of CopilotEvent. */
export const askCopilot = route({
  method: 'POST',
  path: '/api/v1/copilot/ask',
  summary: 'Ask the copilot',
  access: 'signed-in',
  body: AskBody,
  response: z.object({ conversationId: z.uuid(), message: CopilotMessage }),
});
/** Path of the streaming answer; not a `route` because its answer is a stream. */
export const ASK_STREAM_PATH = '/api/v1/copilot/ask/stream';
export const getConversations = route({
  method: 'GET',
  path: '/api/v1/copilot/conversations',
  summary: 'My conversations, newest first',
  access: 'signed-in',
  response: z.array(Conversation.omit({ messages: true })),
});
export const getConversation = route({
  method: 'GET',
  path: '/api/v1/copilot/conversations/:conversationId',
  summary: 'One of my conversations',
  access: 'signed-in',
  params: z.object({ conversationId: z.uuid() }),
  response: Conversation,
});
export const getCopilotMode = route({
  method: 'GET',
  path: '/api/v1/copilot/mode',
  summary: 'Whether a model or the planner answers now',
  access: 'signed-in',
  response: CopilotMode,
});
export const getTools = route({
  method: 'GET',
  path: '/api/v1/copilot/tools',
  summary: 'The tools the copilot has',
  access: 'signed-in',
  response: z.array(
    z.object({ name: z.string(), description: z.string(), inputSchema: z.record(z.string(), z.unknown()) }),
  ),
});
