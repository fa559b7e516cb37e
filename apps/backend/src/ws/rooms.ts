import type { Clock } from '@orbiquant/kernel';
import { roomLog, type RoomLog } from './room-log.ts';
import type { Room } from './room-policy.ts';

const CAPACITY = 500;
/** How long a room is kept warm after the last one left: the time in which a reconnect resumes. */
export const ROOM_KEPT_MS = 120_000;

type Open = { room: Room; log: RoomLog; members: number; emptySinceMs: number };

/** The rooms that somebody is in, or was a moment ago. */
export type Rooms = {
  enter: (room: Room) => RoomLog;
  leave: (name: string) => void;
  log: (name: string) => RoomLog | undefined;
  names: () => string[];
  members: (name: string) => number;
  /** Closes rooms that have been empty for long. */
  sweep: () => void;
};

/** `onOpen` and `onClose` switch a room's source on and off. */
export function openRooms(clock: Clock, on: { open: (room: Room) => void; close: (room: Room) => void }): Rooms {
  const open = new Map<string, Open>();
  const enter = (room: Room): RoomLog => {
    let entry = open.get(room.name);
    if (!entry) {
      entry = { room, log: roomLog(room.name, clock.nowMs() * 1000, CAPACITY), members: 0, emptySinceMs: 0 };
      open.set(room.name, entry);
      on.open(room);
    }
    entry.members += 1;
    return entry.log;
  };
  const leave = (name: string): void => {
    const entry = open.get(name);
    if (!entry) return;
    entry.members -= 1;
    if (entry.members === 0) entry.emptySinceMs = clock.nowMs();
  };
  const sweep = (): void => {
    for (const [name, { room, members, emptySinceMs }] of open) {
      if (members > 0 || clock.nowMs() - emptySinceMs < ROOM_KEPT_MS) continue;
      open.delete(name);
      on.close(room);
    }
  };
  return {
    enter,
    leave,
    sweep,
    log: (name) => open.get(name)?.log,
    names: () => [...open.keys()],
    members: (name) => open.get(name)?.members ?? 0,
  };
}
