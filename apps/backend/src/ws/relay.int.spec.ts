import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { io, type Socket } from 'socket.io-client';
import { candleClosed, LIVE_EVENTS, LIVE_NAMESPACE, type JoinReply } from '@orbiquant/contracts';
import { newId } from '@orbiquant/kernel';
import { until } from '@orbiquant/testing';
import { INVESTOR, OPERATOR, ORIGIN, testHouse, type TestHouse } from '../testing/test-house.ts';
import { roomLog } from './room-log.ts';
import { roomFor } from './room-policy.ts';

type Message = { room: string; seq: number; type: string; data: Record<string, unknown> };
const CANDLE = {
  symbol: 'BTC/USDT',
  interval: '5m',
  openTimeMs: 300_000,
  open: 1,
  high: 2,
  low: 1,
  close: 2,
  volume: 1,
};

describe('a room log', () => {
  it('resumes exactly what was missed, and refuses what it no longer has or never had', () => {
    const log = roomLog('clock', 100, 3);
    for (let n = 0; n < 5; n++) log.add('clock.updated', n, n);
    expect(log.seq()).toBe(105);
    expect(log.since(103)?.map(({ seq }) => seq)).toEqual([104, 105]);
    expect([log.since(105), log.since(101), log.since(106), log.since(0)]).toEqual([[], null, null, null]);
    expect(log.since(102)?.length).toBe(3);
  });
  it('lets nobody resume across a break, and shows everybody a gap', () => {
    const log = roomLog('clock', 100, 9);
    log.add('clock.updated', 1, 1);
    log.breakHere();
    expect([log.since(101), log.add('clock.updated', 2, 2).seq]).toEqual([null, 103]);
  });
});

it.each([
  ['tickers', true],
  ['clock', true],
  ['candle:BTC/USDT:5m', true],
  ['agent:orion', true],
  [`product:${newId()}`, true],
  ['user:me', true],
  ['user:you', false],
  ['user', false],
  ['candle:BTC/USDT:7m', false],
  ['candle:btc:5m', false],
  ['agent:nobody', false],
  ['constructor', false],
  ['tickers:x', false],
  ['session:1', false],
])('the room %s is open to the person "me": %s', (name, open) => {
  expect(roomFor(name, { userId: 'me', roles: ['investor'] }) !== null).toBe(open);
});

describe('the live relay', () => {
  let house: TestHouse;
  const sockets: Socket[] = [];
  beforeAll(async () => {
    house = await testHouse();
  });
  afterEach(() => sockets.splice(0).forEach((socket) => socket.disconnect()));
  afterAll(() => house.stop());

  const ticketOf = async (token: string): Promise<string> =>
    ((await house.ask('POST', '/api/v1/auth/socket-ticket', { token })).body as { ticket: string }).ticket;
  const open = (ticket: string, origin = ORIGIN): { socket: Socket; messages: Message[]; outcome: Promise<string> } => {
    const socket = io(`${house.backend.socketUrl}${LIVE_NAMESPACE}`, {
      auth: { ticket },
      transports: ['websocket'],
      reconnection: false,
      forceNew: true,
      extraHeaders: { origin },
    });
    sockets.push(socket);
    const messages: Message[] = [];
    socket.on(LIVE_EVENTS.message, (message: Message) => messages.push(message));
    const outcome = new Promise<string>((resolve) => {
      socket.on('connect', () => resolve('connected'));
      socket.on('connect_error', ({ message }) => resolve(message));
    });
    return { socket, messages, outcome };
  };
  const connected = async (who = INVESTOR) => {
    const session = await house.signIn(who);
    const live = open(await ticketOf(session.accessToken));
    expect(await live.outcome).toBe('connected');
    const join = (room: string, afterSeq?: number): Promise<JoinReply> =>
      live.socket.emitWithAck(LIVE_EVENTS.join, { room, afterSeq }) as Promise<JoinReply>;
    return { ...live, ...session, join };
  };
  const fact = (name: string, payload: object) =>
    house
      .sql('INSERT INTO trading.agent_events (name, key, payload) VALUES ($1, $2, $3)', [
        name,
        newId(),
        JSON.stringify(payload),
      ])
      .then(() => house.sql(`SELECT pg_notify('orbiquant_events', 'trading.agent_events')`));

  it('lets in a fresh ticket once, and nothing else', async () => {
    const ticket = await ticketOf((await house.signIn(INVESTOR)).accessToken);
    expect(await open(ticket).outcome).toBe('connected');
    for (const bad of [ticket, 'x', '']) expect(await open(bad).outcome).toBe('not-signed-in');
  });
  it('A20: a page of another origin gets no socket', async () => {
    const ticket = await ticketOf((await house.signIn(INVESTOR)).accessToken);
    expect(await open(ticket, 'https://evil.example').outcome).not.toBe('connected');
  });
  it('refuses a room of another person and a room that does not exist', async () => {
    const { join } = await connected();
    for (const room of [`user:${newId()}`, 'agent:nobody', 'session:x'])
      expect(await join(room)).toEqual({ ok: false, code: 'not-allowed' });
    expect(await join('NOT A ROOM')).toEqual({ ok: false, code: 'invalid-input' });
  });
  it('hands on the candles of a room, and subscribes upstream once for all', async () => {
    const [one, two] = [await connected(), await connected(OPERATOR)];
    expect(await one.join('candle:BTC/USDT:5m')).toMatchObject({ ok: true, recovered: false });
    await two.join('candle:BTC/USDT:5m');
    await until('the subscription', () => house.peers.feed.requests.length > 0);
    house.peers.feed.send({ type: 'candle.closed', data: CANDLE });
    await until('both hear it', () => one.messages.length === 1 && two.messages.length === 1);
    expect(one.messages[0]).toMatchObject({ v: 1, room: 'candle:BTC/USDT:5m', type: candleClosed.name, data: CANDLE });
    expect(house.peers.feed.requests).toEqual([
      { op: 'subscribe', channel: 'candles', symbol: 'BTC/USDT', interval: '5m' },
    ]);
  });
  it('subscribes again after the market stream was cut, and shows the gap', async () => {
    const live = await connected();
    const joined = await live.join('candle:BTC/USDT:5m');
    house.peers.feed.requests.length = 0;
    house.peers.feed.cut();
    await until('a new subscription', () => house.peers.feed.requests.length > 0);
    house.peers.feed.send({ type: 'candle.closed', data: CANDLE });
    await until('the next candle', () => live.messages.length === 1);
    const before = joined.ok ? joined.seq : 0;
    expect(live.messages[0]?.seq).toBe(before + 2);
    expect(await live.join('candle:BTC/USDT:5m', before)).toMatchObject({ recovered: false });
  });
  it('a reconnect resumes with every fact that came in between, in order', async () => {
    const first = await connected();
    await first.join('agent:orion');
    for (let n = 0; n < 3; n++) await fact('decision.made', { agentId: 'orion', n });
    await until('three decisions', () => first.messages.filter(({ type }) => type === 'decision.made').length === 3);
    const last = first.messages.at(-1)?.seq ?? 0;
    first.socket.disconnect();
    for (let n = 3; n < 8; n++) await fact('decision.made', { agentId: 'orion', n });
    await until('the facts are through', async () => {
      const probe = await connected();
      const reply = await probe.join('agent:orion', last);
      probe.socket.disconnect();
      return reply.ok && reply.seq >= last + 5;
    });
    const again = await connected();
    expect(await again.join('agent:orion', last)).toMatchObject({ ok: true, recovered: true });
    await until('all five', () => again.messages.filter(({ type }) => type === 'decision.made').length === 5);
    expect(again.messages.map(({ seq }) => seq)).toEqual(again.messages.map((_message, at) => last + 1 + at));
    expect(again.messages.filter(({ type }) => type === 'decision.made').map(({ data }) => data['n'])).toEqual([
      3, 4, 5, 6, 7,
    ]);
  });
  it('tells the owner that money has moved, and a product that it was struck', async () => {
    const [live, operator] = [await connected(), await connected(OPERATOR)];
    const [product] = (await house.ask('GET', '/api/v1/products', { token: live.accessToken })).body as Array<{
      productId: string;
    }>;
    await live.join(`user:${live.person.userId}`);
    await live.join(`product:${product?.productId}`);
    await house.ask('POST', `/api/v1/products/${product?.productId}/subscriptions`, {
      token: live.accessToken,
      key: newId(),
      body: { cashMinor: '10000000', riskAccepted: true },
    });
    await house.ask('POST', `/api/v1/products/${product?.productId}/strikes`, {
      token: operator.accessToken,
      key: newId(),
      body: {},
    });
    await until('the strike', () => live.messages.some(({ type }) => type === 'nav.struck'));
    await until('the balance twice', () => live.messages.filter(({ type }) => type === 'balance.changed').length >= 2);
    expect(live.messages.find(({ type }) => type === 'nav.struck')?.data).toMatchObject({
      productId: product?.productId,
      navPerUnit: '1',
    });
  });
  it('A3: sockets fall within a second when their session ends', async () => {
    const live = await connected();
    const started = performance.now();
    const cut = new Promise((resolve) => live.socket.on('disconnect', resolve));
    await house.ask('POST', '/api/v1/auth/sign-out', { token: live.accessToken });
    await cut;
    expect(performance.now() - started).toBeLessThan(1_000);
    expect(await open(await ticketOf(live.accessToken)).outcome).not.toBe('connected');
  });
});
