import { useEffect, useRef } from 'react';
import { LIVE_TYPES, type LiveData, type LiveType } from '@orbiquant/contracts';
import { listenTo } from './live-socket.ts';

/** Hears one type of message in a room while mounted; a null room hears nothing. `missed` is called after lost messages. */
export function useLive<T extends LiveType>(
  room: string | null,
  type: T,
  handlers: { message: (data: LiveData<T>) => void; missed?: () => void },
): void {
  const latest = useRef(handlers);
  useEffect(() => {
    latest.current = handlers;
  });
  useEffect(() => {
    if (room === null) return;
    return listenTo(room, {
      message: (heard, data) => {
        if (heard !== type) return;
        const decoded = LIVE_TYPES[type].safeParse(data);
        if (decoded.success) latest.current.message(decoded.data as LiveData<T>);
      },
      missed: () => latest.current.missed?.(),
    });
  }, [room, type]);
}
