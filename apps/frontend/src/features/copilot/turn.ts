import type { AnswerPart, CopilotEvent, CopilotMessage, CopilotMode, ToolCall } from '@orbiquant/contracts';

/** A tool call as it is watched: what was asked is known first, what came back later. */
export type Step = { toolCallId: string; tool: string; input: ToolCall['input']; result: ToolCall | null };

/** A question and its answer as far as it has come. */
export type Turn = {
  question: string;
  parts: readonly AnswerPart[];
  steps: readonly Step[];
  mode: CopilotMode | null;
  state: 'running' | 'done' | 'stopped' | 'failed';
  /** Code of the failure. */
  failure: unknown;
};

/** A question that was just asked. */
export const askedTurn = (question: string): Turn => ({
  question,
  parts: [],
  steps: [],
  mode: null,
  state: 'running',
  failure: null,
});

/** A turn one event later. `done` brings the whole message, which counts more than what streamed before it. */
export function applyEvent(turn: Turn, event: CopilotEvent): Turn {
  switch (event.type) {
    case 'mode':
      return { ...turn, mode: event.mode };
    case 'tool.started': {
      const { toolCallId, tool, input } = event;
      return { ...turn, steps: [...turn.steps, { toolCallId, tool, input, result: null }] };
    }
    case 'tool.finished':
      return { ...turn, steps: withResult(turn.steps, event.toolCall) };
    case 'part':
      return { ...turn, parts: [...turn.parts, event.part] };
    case 'done':
      return { ...answeredTurn(turn.question, event.message), state: 'done' };
    case 'failed':
      return { ...turn, state: 'failed', failure: event.code };
  }
}

/** A turn of a conversation that was kept. */
export const answeredTurn = (question: string, { parts, toolCalls, mode }: CopilotMessage): Turn => ({
  question,
  parts,
  steps: toolCalls.map(stepOf),
  mode,
  state: 'done',
  failure: null,
});

const stepOf = (result: ToolCall): Step => ({
  toolCallId: result.toolCallId,
  tool: result.tool,
  input: result.input,
  result,
});

function withResult(steps: readonly Step[], result: ToolCall): Step[] {
  const isKnown = steps.some(({ toolCallId }) => toolCallId === result.toolCallId);
  if (!isKnown) return [...steps, stepOf(result)];
  return steps.map((step) => (step.toolCallId === result.toolCallId ? stepOf(result) : step));
}
