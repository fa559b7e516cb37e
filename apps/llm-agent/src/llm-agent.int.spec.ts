import type { ServerResponse } from 'node:http';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import {
  ASK_STREAM_PATH,
  askCopilot,
  CopilotEvent,
  getConversation,
  getConversations,
  getCopilotMode,
  getTools,
  type AskBody,
  type CopilotMessage,
} from '@orbiquant/contracts';
import type { AppError } from '@orbiquant/kernel';
import { createClient, serviceSigner, type Call, type PersonCaller } from '@orbiquant/platform-http';
import { freshDatabase, testIdentities, until } from '@orbiquant/testing';
import { startLlmAgent, type LlmAgent } from './start-llm-agent.ts';
import { fakeHouse, NOW_MS } from './testing/fake-house.ts';
import { calls, END, fakeOllama, line, says, type Turn } from './testing/fake-ollama.ts';

const ids = testIdentities(['llm-agent', 'backend']);
const sign = serviceSigner(ids.backend);
const ana: PersonCaller = { userId: '00000000-0000-4000-8000-00000000000a', roles: ['investor'] };
const ben: PersonCaller = { userId: '00000000-0000-4000-8000-00000000000b', roles: ['investor'] };
const MODEL_MS = 1_500;
const AS_OF = NOW_MS - 50 * 3_600_000;

let world: Awaited<ReturnType<typeof fakeHouse>>;
let ollama: Awaited<ReturnType<typeof fakeOllama>>;
let databaseUrl: string;
let planner: LlmAgent;
let modelled: LlmAgent;
let down: LlmAgent;

const start = (databaseUrl: string, url: string | null): Promise<LlmAgent> =>
  startLlmAgent({
    host: '127.0.0.1',
    port: 0,
    logLevel: 'silent',
    databaseUrl,
    identity: ids['llm-agent'],
    dataServiceUrl: world.urls.data,
    mlEngineUrl: world.urls.ml,
    ollama: url === null ? null : { url, model: 'llama3.1' },
    modelMsMax: MODEL_MS,
  });

beforeAll(async () => {
  databaseUrl = (await freshDatabase()).urlFor('llm_agent');
  world = await fakeHouse();
  ollama = await fakeOllama();
  planner = await start(databaseUrl, null);
  modelled = await start(databaseUrl, ollama.url);
  down = await start(databaseUrl, 'http://127.0.0.1:9');
});
afterAll(async () => {
  await Promise.all([planner, modelled, down].map((agent) => agent?.stop()));
  await ollama?.stop();
  await world?.stop();
});
afterEach(() => {
  world.house.garbageAfterMs = Infinity;
  world.house.forecastsDown = false;
});

const clientOf = ({ url }: LlmAgent): Call =>
  createClient({ name: 'llm-agent', baseUrl: url, sign, timeoutMs: 20_000 });
const ask = async (agent: LlmAgent, body: Partial<AskBody> & { question: string }, person = ana) =>
  clientOf(agent)(askCopilot, { body: { language: 'en', ...body } }, { person });
const textOf = ({ parts }: CopilotMessage): string => parts.map(({ text }) => text).join('');
const scripted = async (turns: Turn[], question = 'How is Bitcoin doing?') => {
  ollama.script.turns = turns;
  return (await ask(modelled, { question })).message;
};

describe('the planner', () => {
  it('answers in both languages with figures that open their tool call', async () => {
    const { message } = await ask(planner, { question: '¿Cómo va Bitcoin y qué tan volátil es?', language: 'es' });
    expect(message.toolCalls.map(({ tool }) => tool)).toEqual(['volatility_analyzer', 'market_analysis']);
    expect(message.mode).toMatchObject({ mode: 'planner', reason: 'No model is configured' });
    const figures = message.parts.filter((part) => part.kind === 'figure');
    expect(figures.length).toBeGreaterThan(10);
    for (const { toolCallId, field } of figures)
      expect(message.toolCalls.find((call) => call.toolCallId === toolCallId)?.output?.[field]).toBeDefined();
    expect(message.parts.filter((part) => part.kind === 'text' && /\p{N}/u.test(part.text))).toEqual([]);
    expect(textOf(message)).toContain('La tendencia es');
  });

  it('L10: with the same cursor the answer is byte-identical, whatever comes after it', async () => {
    const question = 'Bitcoin and ETH: trend, SMA 20 and volatility on 4h candles';
    const before = (await ask(planner, { question, asOf: AS_OF })).message;
    world.house.garbageAfterMs = AS_OF;
    const after = (await ask(planner, { question, asOf: AS_OF })).message;
    const now = (await ask(planner, { question })).message;
    const seen = ({ parts, toolCalls }: CopilotMessage) =>
      JSON.stringify([
        parts,
        toolCalls.map(({ input, output, tool, toolCallId }) => ({ tool, toolCallId, input, output })),
      ]);
    expect(before.toolCalls).toHaveLength(6);
    expect(seen(after)).toBe(seen(before));
    expect(seen(now)).not.toBe(seen(before));
  });

  it('resolves one cursor for the whole answer when none is given', async () => {
    const { message } = await ask(planner, { question: 'bitcoin and solana' });
    expect(message.toolCalls.map(({ asOfMs }) => asOfMs)).toEqual([NOW_MS, NOW_MS]);
  });

  it('says what it can do when it understands nothing, and asks for the instrument when only that is missing', async () => {
    expect(textOf((await ask(planner, { question: 'sing me a song' })).message)).toContain('I can tell you');
    expect(textOf((await ask(planner, { question: '¿qué tendencia hay?', language: 'es' })).message)).toContain(
      'instrumento',
    );
    const onScreen = await ask(planner, { question: 'trend?', symbol: 'ETHUSDT', interval: '4h' });
    expect(onScreen.message.toolCalls[0]?.input).toMatchObject({ symbol: 'ETH/USDT', interval: '4h' });
  });

  it('leaves out what is not known, and still answers', async () => {
    world.house.forecastsDown = true;
    const { message } = await ask(planner, { question: 'volatility of btc' });
    expect(message.toolCalls[0]).toMatchObject({ error: null, output: { expectedRange: null } });
    expect(textOf(message)).toContain('daily volatility');
    expect(textOf(message)).not.toContain('model expects');
  });
});

describe('conversations', () => {
  it('belong to their owner, and are read back exactly as they were given', async () => {
    const first = await ask(planner, { question: 'How is ether doing?' });
    const { conversationId } = first;
    await ask(planner, { question: 'and its volatility? ETH', conversationId });
    const call = clientOf(planner);
    const found = await call(getConversation, { params: { conversationId } }, { person: ana });
    expect(found.messages.map(({ role }) => role)).toEqual(['person', 'copilot', 'person', 'copilot']);
    expect(JSON.stringify(found.messages[1])).toBe(JSON.stringify(first.message));
    expect((await call(getConversations, {}, { person: ana }))[0]?.conversationId).toBe(conversationId);
    expect(await call(getConversations, {}, { person: ben })).toEqual([]);
    const refusals = [
      call(getConversation, { params: { conversationId } }, { person: ben }),
      ask(planner, { question: 'bitcoin', conversationId }, ben),
    ].map((promise) => promise.catch((error: AppError) => error.code));
    expect(await Promise.all(refusals)).toEqual(['not-found', 'not-found']);
  });

  it('need a person', async () => {
    expect(await clientOf(planner)(getConversations, {}).catch((error: AppError) => error.code)).toBe('not-signed-in');
  });
});

describe('the model', () => {
  it('calls tools and writes words; the figures come from the results', async () => {
    const message = await scripted([
      [calls('market_analysis', { symbol: 'BTC/USDT' }), END],
      [says('Bitcoin stands at '), says('{{m1.close}} and the trend '), says('is {{m1.trend}}.'), END],
    ]);
    expect(message.mode).toEqual({ mode: 'model', model: 'llama3.1', reason: null });
    expect(message.parts.map(({ kind }) => kind)).toEqual(['text', 'figure', 'text', 'figure', 'text']);
    expect(message.parts[1]).toMatchObject({ toolCallId: 'm1', field: 'close' });
    const told = ollama.told.at(-1)!;
    expect(told.tools).toHaveLength(3);
    expect(told.messages.map(({ role }) => role)).toEqual(['system', 'user', 'assistant', 'tool']);
  });

  it('L10: a sentence with a figure of its own is withheld, the rest stands', async () => {
    const message = await scripted([
      [calls('market_analysis', { symbol: 'BTC/USDT' }), END],
      [
        says(
          'It stands at {{m1.close}}. It will reach 250,000 soon. Or twenty thousand! Or {{m9.close}}. Trend: {{m1.trend}}.',
        ),
        END,
      ],
    ]);
    expect(textOf(message)).not.toMatch(/250|twenty|m9/);
    expect(textOf(message).match(/withheld/g)).toHaveLength(3);
    expect(message.parts.filter(({ kind }) => kind === 'figure')).toHaveLength(2);
  });

  const broken: Array<[string, Turn[]]> = [
    ['babbles for ever', [(response) => babble(response, says('and so on '))]],
    ['sends one endless line', [(response) => babble(response, 'x'.repeat(10_000))]],
    ['calls tools for ever', [[calls('market_analysis', { symbol: 'BTC/USDT' }), END]]],
    ['calls many tools at once', [[calls('market_analysis', { symbol: 'BTC/USDT' }).repeat(50), END]]],
    ['speaks no JSON', [['<html>busy</html>\n', END]]],
    ['is silent', [() => undefined]],
    ['cuts the connection', [(response) => void response.destroy()]],
    ['answers 500', [(response) => void response.writeHead(500).end('{"error":"boom"}')]],
    ['says nothing', [[END]]],
    ['says only figures of its own', [[says('It is 42.'), END]]],
    ['sends a message that is none', [[line([1, 2]), line({ content: 7, tool_calls: 'many' }), END]]],
  ];
  for (const [does, turns] of broken)
    it(`L9: when it ${does}, the planner answers within bounded time and says why`, async () => {
      const startedMs = performance.now();
      const message = await scripted(turns);
      expect(performance.now() - startedMs).toBeLessThan(MODEL_MS + 2_500);
      expect(message.mode).toMatchObject({ mode: 'planner', model: 'llama3.1' });
      expect(message.mode?.reason).toBeTruthy();
      expect(textOf(message)).toContain('The trend is');
    });

  it('L9: an Ollama that is down costs little, and the mode says so', async () => {
    const startedMs = performance.now();
    const { message } = await ask(down, { question: 'btc' });
    expect(performance.now() - startedMs).toBeLessThan(2_500);
    expect(message.mode).toEqual({ mode: 'planner', model: null, reason: 'Ollama does not answer' });
    expect(await clientOf(down)(getCopilotMode, {}, { person: ana })).toMatchObject({ mode: 'planner' });
    expect(await clientOf(modelled)(getCopilotMode, {}, { person: ana })).toMatchObject({ mode: 'model' });
  });

  it('L8: unknown tools, broken and giant arguments become errors of their calls, and nothing more', async () => {
    const bad: Array<[string, unknown]> = [
      ['create_order', { symbol: 'BTC/USDT', side: 'buy', quantity: '1e9' }],
      ['market_analysis', { symbol: 'BTC/USDT', period: -5 }],
      ['market_analysis', { symbol: 'BTC/USDT', period: '1e9' }],
      ['market_analysis', { symbol: 'A'.repeat(1_000_000) }],
      ['technical_indicators', null],
      ['technical_indicators', 'not an object'],
    ];
    const message = await scripted([
      [...bad.map(([name, args]) => calls(name, args)), END],
      [says('I could not find that out.'), END],
    ]);
    expect(message.toolCalls).toHaveLength(bad.length);
    for (const call of message.toolCalls) expect(call).toMatchObject({ output: null, error: expect.any(String) });
    expect(JSON.stringify(message.toolCalls).length).toBeLessThan(10_000);
  });
});

function babble(response: ServerResponse, text: string): void {
  response.writeHead(200, { 'content-type': 'application/x-ndjson' });
  const again = (): void => {
    if (!response.destroyed) response.write(text, () => setImmediate(again));
  };
  again();
}

describe('the stream', () => {
  const streamed = async (agent: LlmAgent, body: object, signal?: AbortSignal) =>
    fetch(`${agent.url}${ASK_STREAM_PATH}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${await sign('llm-agent', ana)}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
      ...(signal ? { signal } : {}),
    });
  const eventsOf = (text: string) =>
    text
      .split('\n\n')
      .filter((block) => block.startsWith('data: '))
      .map((block) => CopilotEvent.parse(JSON.parse(block.slice(6))));

  it('shows steps while it works and ends with the whole message', async () => {
    const response = await streamed(planner, { question: 'How is Bitcoin doing?', language: 'en' });
    expect(response.headers.get('content-type')).toContain('text/event-stream');
    const events = eventsOf(await response.text());
    expect([...new Set(events.map(({ type }) => type))]).toEqual([
      'mode',
      'tool.started',
      'tool.finished',
      'part',
      'done',
    ]);
    const done = events.at(-1);
    const parts = events.flatMap((event) => (event.type === 'part' ? [event.part] : []));
    expect(done).toMatchObject({ type: 'done', message: { parts } });
  });

  it('refuses a body that is not a question, and a caller without a person, before it streams', async () => {
    expect((await streamed(planner, { question: '' })).status).toBe(400);
    const anyone = await fetch(`${planner.url}${ASK_STREAM_PATH}`, { method: 'POST' });
    expect(anyone.status).toBe(401);
  });

  it('tells of a failure as an event', async () => {
    const body = { question: 'btc', language: 'en', conversationId: '018f0000-0000-7000-8000-000000000009' };
    expect(eventsOf(await (await streamed(planner, body)).text())).toEqual([
      { type: 'failed', code: 'not-found', message: 'You have no such conversation' },
    ]);
  });

  it('stops the model when the client goes away', async () => {
    const seen = { closed: false };
    ollama.script.turns = [(response) => void response.on('close', () => (seen.closed = true))];
    const turnsBefore = ollama.told.length;
    const gone = new AbortController();
    const response = await streamed(modelled, { question: 'btc', language: 'en' }, gone.signal);
    await until('the model is asked', () => ollama.told.length > turnsBefore);
    gone.abort();
    await response.text().catch(() => '');
    await until('the model is let go', () => seen.closed, 1_000);
  });
});

it('a stop ends answers in the making, with an error that may be retried', async () => {
  ollama.script.turns = [() => undefined];
  const stopped = await start(databaseUrl, ollama.url);
  const turnsBefore = ollama.told.length;
  const refused = ask(stopped, { question: 'btc' }).catch((error: AppError) => error);
  await until('the model is asked', () => ollama.told.length > turnsBefore);
  const startedMs = performance.now();
  await stopped.stop();
  expect(performance.now() - startedMs).toBeLessThan(1_000);
  expect(await refused).toMatchObject({ code: 'service-unavailable', retryable: true });
});

it('lists its tools with their schemas', async () => {
  const tools = await clientOf(planner)(getTools, {}, { person: ana });
  expect(tools.map(({ name }) => name)).toEqual(['market_analysis', 'technical_indicators', 'volatility_analyzer']);
  for (const { inputSchema } of tools) expect(inputSchema).toMatchObject({ type: 'object', required: ['symbol'] });
});

describe('after all of the above', () => {
  it('L1: whatever a model that obeys injected text tries, the house is only ever read', () => {
    expect(world.house.requests.length).toBeGreaterThan(50);
    const allowed = [
      'GET /api/v1/candles',
      'GET /api/v1/instruments',
      'GET /api/v1/market/clock',
      'POST /api/v1/predict/range',
    ];
    expect([...new Set(world.house.requests)].filter((request) => !allowed.includes(request))).toEqual([]);
  });
});
