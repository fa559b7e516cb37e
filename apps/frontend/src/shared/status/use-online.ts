import { useSyncExternalStore } from 'react';
import { useStatus } from './use-status.ts';

const subscribe = (changed: () => void): (() => void) => {
  addEventListener('online', changed);
  addEventListener('offline', changed);
  return () => {
    removeEventListener('online', changed);
    removeEventListener('offline', changed);
  };
};

/** Whether the platform can be reached; what changes something is switched off while it cannot. */
export function useOnline(): boolean {
  const browser = useSyncExternalStore(subscribe, () => navigator.onLine);
  const status = useStatus();
  return browser && !(status.isError || status.failureCount > 1);
}
