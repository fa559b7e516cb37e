import { describe, expect, it } from '@jest/globals';
import type { JoinReply, JoinRoom } from '@orbiquant/contracts';
import { openRooms } from './rooms.ts';

const message = (seq: number, room = 'tickers') => ({ v: 1, room, seq, tsMs: 0, type: 'ticker.updated', data: seq });

/** A relay that keeps what it was asked and answers as it is told. */
function relay(reply: JoinReply = { ok: true, recovered: false, seq: 0 }) {
  const joined: JoinRoom[] = [];
  const left: string[] = [];
  const join = (wish: JoinRoom): Promise<JoinReply> => {
    joined.push(wish);
    return Promise.resolve(reply);
  };
  return { joined, left, wire: { join, leave: (room: string) => void left.push(room) } };
}

function listener() {
  const heard: unknown[] = [];
  return {
    heard,
    message: (_type: string, data: unknown) => void heard.push(data),
    missed: () => void heard.push('missed'),
  };
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('live rooms', () => {
  it('X1: a hole in the numbers is told, and messages heard twice are not', async () => {
    const rooms = openRooms();
    const ear = listener();
    rooms.listen('tickers', ear);
    rooms.connect(relay().wire);
    await settled();
    for (const seq of [1, 2, 2, 1, 5, 6]) rooms.receive(message(seq));
    expect(ear.heard).toEqual([1, 2, 5, 'missed', 6]);
  });

  it('resumes after a cut from the last message heard', async () => {
    const rooms = openRooms();
    const ear = listener();
    rooms.listen('tickers', ear);
    rooms.connect(relay().wire);
    await settled();
    rooms.receive(message(1));
    rooms.disconnect();
    const second = relay({ ok: true, recovered: true, seq: 3 });
    rooms.connect(second.wire);
    await settled();
    for (const seq of [2, 3]) rooms.receive(message(seq));
    expect(second.joined).toEqual([{ room: 'tickers', afterSeq: 1 }]);
    expect(ear.heard).toEqual([1, 2, 3]);
  });

  it('tells that messages were missed when the relay no longer has them', async () => {
    const rooms = openRooms();
    const ear = listener();
    rooms.listen('tickers', ear);
    rooms.connect(relay().wire);
    await settled();
    rooms.receive(message(1));
    rooms.disconnect();
    rooms.connect(relay({ ok: true, recovered: false, seq: 900 }).wire);
    await settled();
    rooms.receive(message(901));
    expect(ear.heard).toEqual([1, 'missed', 901]);
  });

  it('enters a room once for all listeners and leaves it with the last', async () => {
    const rooms = openRooms();
    const { joined, left, wire } = relay();
    rooms.connect(wire);
    const stops = [rooms.listen('tickers', listener()), rooms.listen('tickers', listener())];
    await settled();
    stops[0]?.();
    expect(left).toEqual([]);
    stops[1]?.();
    expect(joined).toEqual([{ room: 'tickers' }]);
    expect(left).toEqual(['tickers']);
  });

  it('passes over what is no message and what is of another room', () => {
    const rooms = openRooms();
    const ear = listener();
    rooms.listen('tickers', ear);
    for (const raw of [null, 'x', { v: 2 }, message(1, 'clock')]) rooms.receive(raw);
    expect(ear.heard).toEqual([]);
  });
});
