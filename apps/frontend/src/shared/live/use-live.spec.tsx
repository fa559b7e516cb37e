/** @jest-environment jsdom */
import { expect, it, jest } from '@jest/globals';
import { renderHook } from '@testing-library/react';
import type { RoomListener } from './rooms.ts';

const heard: { room: string; listener: RoomListener }[] = [];
const left = jest.fn();
jest.unstable_mockModule('./live-socket.ts', () => ({
  listenTo: (room: string, listener: RoomListener) => {
    heard.push({ room, listener });
    return () => left(room);
  },
}));
const { useLive } = await import('./use-live.ts');

const ID = '018f6b1e-5b8e-7c3a-9b1d-2f4e6a8c0d1e';

it('hears one type of message of one room, decoded, with the newest handler, until it is unmounted', () => {
  const [first, second] = [jest.fn(), jest.fn()];
  const hook = renderHook(({ message }) => useLive(`user:${ID}`, 'balance.changed', { message }), {
    initialProps: { message: first },
  });
  const { listener } = heard[0]!;
  listener.message('balance.changed', { userId: ID });
  hook.rerender({ message: second });
  listener.message('balance.changed', { userId: ID });
  listener.message('balance.changed', { userId: 'nobody' });
  listener.message('fill.recorded', { userId: ID });
  hook.unmount();
  expect(first.mock.calls).toEqual([[{ userId: ID }]]);
  expect(second.mock.calls).toEqual([[{ userId: ID }]]);
  expect(heard).toHaveLength(1);
  expect(left).toHaveBeenCalledWith(`user:${ID}`);
});

it('hears nothing without a room', () => {
  const before = heard.length;
  renderHook(() => useLive(null, 'balance.changed', { message: () => undefined }));
  expect(heard).toHaveLength(before);
});
