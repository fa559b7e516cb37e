import fc from 'fast-check';
import { describe, expect, it } from '@jest/globals';
import type { CopilotEvent } from '@orbiquant/contracts';
import { readEvents } from './read-events.ts';
import { applyEvent, askedTurn } from './turn.ts';

const call = {
  toolCallId: 't1',
  tool: 'volatility_analyzer',
  input: { symbol: 'BTC/USDT' },
  output: { daily: 0.02 },
  error: null,
  asOfMs: 5,
  durationMs: 12,
};
const events: CopilotEvent[] = [
  { type: 'mode', mode: { mode: 'planner', model: null, reason: 'No model' } },
  { type: 'tool.started', toolCallId: 't1', tool: 'volatility_analyzer', input: { symbol: 'BTC/USDT' } },
  { type: 'tool.finished', toolCall: call },
  { type: 'part', part: { kind: 'text', text: 'La volatilidad es — así: ' } },
  { type: 'part', part: { kind: 'figure', text: '2,00 %', toolCallId: 't1', field: 'daily' } },
];
const wire = `: alive\n\n${events.map((event) => `data: ${JSON.stringify(event)}\n\n`).join(': alive\r\n\r\n')}`;

function cutAt(bytes: Uint8Array, cuts: readonly number[]): ReadableStream<Uint8Array> {
  const edges = [0, ...[...cuts].sort((a, b) => a - b), bytes.length];
  return new ReadableStream({
    start(controller) {
      edges.slice(1).forEach((edge, at) => controller.enqueue(bytes.slice(edges[at], edge)));
      controller.close();
    },
  });
}

async function all(stream: AsyncIterable<CopilotEvent>): Promise<CopilotEvent[]> {
  const heard: CopilotEvent[] = [];
  for await (const event of stream) heard.push(event);
  return heard;
}

describe('the stream of an answer', () => {
  it('L9: gives the same events however the bytes are cut, inside letters too', async () => {
    const bytes = new TextEncoder().encode(wire);
    const cuts = fc.array(fc.integer({ min: 0, max: bytes.length }), { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(cuts, async (chosen) => {
        expect(await all(readEvents(cutAt(bytes, chosen)))).toEqual(events);
      }),
    );
  });

  it('breaks on what is no event instead of showing it', async () => {
    const bytes = new TextEncoder().encode('data: {"type":"guess"}\n\n');
    await expect(all(readEvents(cutAt(bytes, [])))).rejects.toThrow();
  });
});

describe('a turn of the conversation', () => {
  it('grows event by event, and a figure names a step that is there', () => {
    const turn = events.reduce(applyEvent, askedTurn('¿Volatilidad?'));
    expect(turn.steps).toEqual([{ toolCallId: 't1', tool: call.tool, input: call.input, result: call }]);
    expect(turn.parts).toHaveLength(2);
    const figure = turn.parts.find((part) => part.kind === 'figure');
    expect(turn.steps.map(({ toolCallId }) => toolCallId)).toContain(figure?.toolCallId);
  });

  it('keeps what had come when it fails', () => {
    const turn = [...events, { type: 'failed', code: 'timed-out', message: '' } as const].reduce(
      applyEvent,
      askedTurn('x'),
    );
    expect(turn).toMatchObject({ state: 'failed', failure: 'timed-out' });
    expect(turn.parts).toHaveLength(2);
  });
});
