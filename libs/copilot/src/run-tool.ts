import type { ToolCall } from '@orbiquant/contracts';
import { AppError, type Clock } from '@orbiquant/kernel';
import { toolNamed, type ToolContext } from './tools/index.ts';

/** A wish to call a tool, from the planner or from a model: nothing about it is believed yet. */
export type ToolWish = { tool: string; input: unknown };

/** How long a call's input may be as JSON; a real one is under a hundred letters. */
const INPUT_CHARS_MAX = 2_000;

export type ToolRun = { context: ToolContext; clock: Clock; signal?: AbortSignal | undefined };

/** Runs one call. Whatever is wrong with it becomes the call's error; nothing is thrown. */
export async function runTool(toolCallId: string, wish: ToolWish, run: ToolRun): Promise<ToolCall> {
  const { asOfMs } = run.context;
  const startedMs = run.clock.monoMs();
  const { input, output, error } = await attempt(wish, run);
  const durationMs = run.clock.monoMs() - startedMs;
  return { toolCallId, tool: wish.tool.slice(0, 60), input, output, error, asOfMs, durationMs };
}

/** The input of a wish as far as it may be shown and stored: an object of sensible size, or nothing. */
export function shownInput({ input }: ToolWish): ToolCall['input'] {
  const isObject = typeof input === 'object' && input !== null && !Array.isArray(input);
  return isObject && sizeOf(input) <= INPUT_CHARS_MAX ? (input as ToolCall['input']) : {};
}

type Attempt = Pick<ToolCall, 'input' | 'output' | 'error'>;
const failed = (error: string, input: ToolCall['input'] = {}): Attempt => ({ input, output: null, error });

async function attempt(wish: ToolWish, { context, clock, signal }: ToolRun): Promise<Attempt> {
  const tool = toolNamed(wish.tool);
  if (!tool) return failed('There is no such tool');
  if (sizeOf(wish.input) > INPUT_CHARS_MAX) return failed('The input is too large');
  const parsed = tool.input.safeParse(wish.input);
  if (!parsed.success)
    return failed(`The input is not valid: ${parsed.error.issues.map(faultText).join('; ')}`, shownInput(wish));
  const input = parsed.data as ToolCall['input'];
  const ended = new AbortController();
  const stop = (): void => ended.abort();
  signal?.addEventListener('abort', stop, { once: true });
  try {
    const late = clock.sleep(tool.timeoutMs, ended.signal).then(() => failed('The tool took too long', input));
    const work = tool
      .run(input, context)
      .then((figures) => ({ input, output: tool.output.parse(figures), error: null }));
    return await Promise.race([work, late]);
  } catch (error) {
    return failed(error instanceof AppError ? error.message : 'The tool failed', input);
  } finally {
    ended.abort();
    signal?.removeEventListener('abort', stop);
  }
}

const faultText = ({ path, message }: { path: PropertyKey[]; message: string }): string =>
  `${path.map(String).join('.').slice(0, 60)} ${message.slice(0, 120)}`;

function sizeOf(input: unknown): number {
  try {
    return JSON.stringify(input)?.length ?? 0;
  } catch {
    return Infinity;
  }
}
