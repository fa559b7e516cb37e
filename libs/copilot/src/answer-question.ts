import type { AnswerPart, CopilotEvent, CopilotMode, ToolCall } from '@orbiquant/contracts';
import { AppError, type Clock } from '@orbiquant/kernel';
import { ground } from './grounding/ground.ts';
import type { Language } from './language.ts';
import type { MarketPort } from './market-port.ts';
import type { ChatModel, SystemPrompt } from './model/chat-model.ts';
import { converse, type ModelLimits } from './model/converse.ts';
import { plan } from './planner/plan.ts';
import { PHRASES } from './planner/templates.ts';
import { writeAnswer } from './planner/write-answer.ts';
import { runTool, shownInput, type ToolWish } from './run-tool.ts';

/** A question, with the cursor that everything in its answer must respect. */
export type Question = {
  question: string;
  language: Language;
  asOfMs: number;
  symbol?: string | undefined;
  interval?: string | undefined;
};

/** The model to ask first, or why there is none. */
export type Brain = { model: ChatModel } | { model: null; reason: string };

/** What an answer is made with. */
export type AnswerTools = {
  market: MarketPort;
  clock: Clock;
  brain: Brain;
  prompt: SystemPrompt;
  /** How long the model may take in all, ms; then the planner answers. */
  modelMsMax: number;
  limits?: ModelLimits;
  /** Ends the work, because nobody waits for it any more. */
  signal?: AbortSignal;
  /** Is told what happens while it happens. */
  emit?: (event: CopilotEvent) => void;
};

/** A finished answer: its parts, every call behind its figures, and who wrote it. */
export type Answer = { parts: AnswerPart[]; toolCalls: ToolCall[]; mode: CopilotMode };

/**
 * Answers a question: by the model when there is one and it keeps to the rules, by the planner otherwise. Every figure
 * is a field of a tool's result, in both.
 */
export async function answerQuestion(question: Question, tools: AnswerTools): Promise<Answer> {
  const toolCalls: ToolCall[] = [];
  const { brain } = tools;
  if (!brain.model) return byPlanner(question, tools, { toolCalls, model: null, reason: brain.reason });
  try {
    return await byModel(question, tools, { toolCalls, model: brain.model });
  } catch (error) {
    tools.signal?.throwIfAborted();
    const reason = error instanceof AppError ? error.message : 'the model failed';
    return byPlanner(question, tools, { toolCalls, model: brain.model.name, reason });
  }
}

type ByModel = { toolCalls: ToolCall[]; model: ChatModel };

async function byModel(question: Question, tools: AnswerTools, { toolCalls, model }: ByModel): Promise<Answer> {
  const mode: CopilotMode = { mode: 'model', model: model.name, reason: null };
  tools.emit?.({ type: 'mode', mode });
  const text = await withDeadline(tools, (signal) =>
    converse({
      model,
      prompt: tools.prompt,
      briefing: briefing(question),
      signal,
      ...(tools.limits ? { limits: tools.limits } : {}),
      call: (wish) => called(wish, { question, tools, toolCalls, prefix: 'm', signal }),
    }),
  );
  const { parts, kept } = ground(text, { question: question.question, calls: toolCalls, language: question.language });
  if (kept === 0) throw new AppError('service-unavailable', 'the model gave no sentence that could be checked');
  return spoken(parts, { toolCalls, mode }, tools);
}

type ByPlanner = { toolCalls: ToolCall[]; model: string | null; reason: string };

async function byPlanner(
  question: Question,
  tools: AnswerTools,
  { toolCalls, model, reason }: ByPlanner,
): Promise<Answer> {
  const mode: CopilotMode = { mode: 'planner', model, reason };
  tools.emit?.({ type: 'mode', mode });
  const listed = await tools.market.symbols();
  const { wishes, missing } = plan(question, listed);
  if (missing) return spoken([{ kind: 'text', text: PHRASES[question.language][missing] }], { toolCalls, mode }, tools);
  const done: ToolCall[] = [];
  for (const wish of wishes)
    done.push(await called(wish, { question, tools, toolCalls, prefix: 't', signal: tools.signal }));
  return spoken(writeAnswer(done, question.language), { toolCalls, mode }, tools);
}

function spoken(parts: AnswerPart[], rest: Omit<Answer, 'parts'>, { emit }: AnswerTools): Answer {
  for (const part of parts) emit?.({ type: 'part', part });
  return { parts, ...rest };
}

type Calling = {
  question: Question;
  tools: AnswerTools;
  toolCalls: ToolCall[];
  prefix: string;
  signal: AbortSignal | undefined;
};

async function called(wish: ToolWish, { question, tools, toolCalls, prefix, signal }: Calling): Promise<ToolCall> {
  const toolCallId = `${prefix}${toolCalls.filter((call) => call.toolCallId.startsWith(prefix)).length + 1}`;
  tools.emit?.({ type: 'tool.started', toolCallId, tool: wish.tool.slice(0, 60), input: shownInput(wish) });
  const context = { market: tools.market, asOfMs: question.asOfMs };
  const toolCall = await runTool(toolCallId, wish, { context, clock: tools.clock, signal });
  toolCalls.push(toolCall);
  tools.emit?.({ type: 'tool.finished', toolCall });
  return toolCall;
}

/** The time limit holds even for a model that does not listen to its abort. */
async function withDeadline<T>(
  { clock, modelMsMax, signal }: AnswerTools,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const ended = new AbortController();
  const stop = (): void => ended.abort();
  signal?.addEventListener('abort', stop, { once: true });
  const late = clock.sleep(modelMsMax, ended.signal).then((): never => {
    throw new AppError('timed-out', 'the model took too long');
  });
  try {
    return await Promise.race([work(ended.signal), late]);
  } finally {
    ended.abort();
    late.catch(() => undefined);
    signal?.removeEventListener('abort', stop);
  }
}

function briefing({ question, language, symbol, interval }: Question): string {
  const onScreen = [symbol, interval].filter((part) => part !== undefined).join(' ');
  return [
    `Language of the answer: ${language}.`,
    ...(onScreen ? [`On the person's screen: ${onScreen.slice(0, 40)}.`] : []),
    `Question: ${question}`,
  ].join('\n');
}
