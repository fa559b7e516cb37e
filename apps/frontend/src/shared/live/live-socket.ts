import type { Socket } from 'socket.io-client';
import { getSocketTicket, JoinReply, LIVE_EVENTS, LIVE_NAMESPACE } from '@orbiquant/contracts';
import { call } from '../api/call.ts';
import { useLink } from './link.ts';
import { openRooms, type RoomListener, type Wire } from './rooms.ts';

/** Attempts to reach the relay are this far apart at most. */
const RETRY_MS_MAX = 10_000;

let socket: Socket | null = null;
const rooms = openRooms();

/** Hears a room until the returned function is called. */
export const listenTo = (room: string, listener: RoomListener): (() => void) => rooms.listen(room, listener);

/** Opens the live link of a signed-in person. Calling it again changes nothing. */
export async function openLink(): Promise<void> {
  if (socket) return;
  const { io } = await import('socket.io-client');
  if (socket) return;
  const opened = io(LIVE_NAMESPACE, {
    transports: ['websocket'],
    reconnectionDelayMax: RETRY_MS_MAX,
    auth: (give) => void ticket().then((text) => give({ ticket: text })),
  });
  socket = opened;
  const wire: Wire = {
    join: async (wish) => JoinReply.parse(await opened.timeout(5_000).emitWithAck(LIVE_EVENTS.join, wish)),
    leave: (room) => void opened.emit(LIVE_EVENTS.leave, { room }),
  };
  opened.on('connect', () => (useLink.getState().connected(), rooms.connect(wire)));
  opened.on(LIVE_EVENTS.message, (message: unknown) => (useLink.getState().heard(), rooms.receive(message)));
  opened.on('disconnect', (reason) => {
    useLink.getState().lost();
    rooms.disconnect();
    // A relay that cut us off does not expect us back by itself; a new ticket opens the door again.
    if (reason === 'io server disconnect') setTimeout(() => opened.connect(), 1_000);
  });
  opened.on('connect_error', () => {
    useLink.getState().lost();
    if (!opened.active) setTimeout(() => opened.connect(), 3_000);
  });
}

/** Closes the link when the person leaves. */
export function closeLink(): void {
  socket?.disconnect();
  socket = null;
  rooms.disconnect();
}

const ticket = (): Promise<string> =>
  call(getSocketTicket, {}).then(
    (answer) => answer.ticket,
    () => '',
  );
