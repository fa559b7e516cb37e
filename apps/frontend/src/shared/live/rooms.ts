import { z } from 'zod';
import { liveMessage, type JoinReply, type JoinRoom } from '@orbiquant/contracts';

/** What a room's listener hears: messages in order, and `missed` when some were lost and REST must be asked. */
export type RoomListener = { message: (type: string, data: unknown) => void; missed: () => void };

/** The open socket, as the rooms need it. */
export type Wire = { join: (wish: JoinRoom) => Promise<JoinReply>; leave: (room: string) => void };

type Room = { listeners: Set<RoomListener>; seq: number | null };

const Message = liveMessage(z.unknown());

/**
 * The rooms that this page is in. A room is entered with its first listener and left with its last; after a cut it is
 * resumed from the last message heard. Messages number by one: a hole in the numbers is told as `missed`.
 */
export function openRooms() {
  const rooms = new Map<string, Room>();
  let wire: Wire | null = null;

  const miss = (room: Room): void => room.listeners.forEach((listener) => listener.missed());

  const enter = async (name: string, room: Room): Promise<void> => {
    const asked = wire;
    const afterSeq = room.seq ?? undefined;
    const reply = await asked?.join({ room: name, afterSeq }).catch(() => null);
    const isCurrent = wire === asked && rooms.get(name) === room;
    if (isCurrent && reply) settle(room, reply, afterSeq !== undefined);
  };

  const settle = (room: Room, reply: JoinReply, resumes: boolean): void => {
    if (!reply.ok || reply.recovered) return;
    room.seq = reply.seq;
    if (resumes) miss(room);
  };

  return {
    listen(name: string, listener: RoomListener): () => void {
      const room = rooms.get(name) ?? { listeners: new Set<RoomListener>(), seq: null };
      const isNew = !rooms.has(name);
      rooms.set(name, room);
      room.listeners.add(listener);
      if (isNew && wire) void enter(name, room);
      return () => {
        room.listeners.delete(listener);
        if (room.listeners.size > 0 || rooms.get(name) !== room) return;
        rooms.delete(name);
        wire?.leave(name);
      };
    },
    connect(opened: Wire): void {
      wire = opened;
      for (const [name, room] of rooms) void enter(name, room);
    },
    disconnect(): void {
      wire = null;
    },
    receive(raw: unknown): void {
      const message = Message.safeParse(raw);
      const room = message.success ? rooms.get(message.data.room) : undefined;
      if (!message.success || !room) return;
      const { seq, type, data } = message.data;
      if (room.seq !== null && seq <= room.seq) return;
      const hole = room.seq !== null && seq > room.seq + 1;
      room.seq = seq;
      room.listeners.forEach((listener) => listener.message(type, data));
      if (hole) miss(room);
    },
  };
}
