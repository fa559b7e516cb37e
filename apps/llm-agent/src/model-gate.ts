import type { CopilotMode } from '@orbiquant/contracts';
import type { Brain } from '@orbiquant/copilot';
import { ollamaChat, ollamaTrouble, type OllamaOptions } from '@orbiquant/copilot-ollama';
import type { Clock } from '@orbiquant/kernel';

/** Knows whether a model can be asked right now. */
export type ModelGate = { brain(): Promise<Brain>; mode(): Promise<CopilotMode> };

const ANSWER_WITHIN_MS = 1_500;
/** How long a verdict holds, so that a model that is down costs one wait and not one per question. */
const VERDICT_MS = 5_000;

export function modelGate(ollama: OllamaOptions | null, clock: Clock): ModelGate {
  let verdict: { untilMs: number; trouble: Promise<string | null> } | null = null;
  const troubleOf = (options: OllamaOptions): Promise<string | null> => {
    if (!verdict || clock.monoMs() > verdict.untilMs)
      verdict = { untilMs: clock.monoMs() + VERDICT_MS, trouble: ollamaTrouble(options, ANSWER_WITHIN_MS) };
    return verdict.trouble;
  };
  const brain = async (): Promise<Brain> => {
    if (!ollama) return { model: null, reason: 'No model is configured' };
    const trouble = await troubleOf(ollama);
    return trouble === null ? { model: ollamaChat(ollama) } : { model: null, reason: trouble };
  };
  return {
    brain,
    async mode() {
      const found = await brain();
      return found.model
        ? { mode: 'model', model: found.model.name, reason: null }
        : { mode: 'planner', model: null, reason: found.reason };
    },
  };
}
