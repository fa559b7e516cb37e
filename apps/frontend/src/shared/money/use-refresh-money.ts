import { useCallback } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { MONEY_KEYS } from './money-keys.ts';

/** Has everything that depends on somebody's money fetched afresh. */
export function useRefreshMoney(): () => void {
  const queries = useQueryClient();
  return useCallback(() => {
    for (const key of MONEY_KEYS) void queries.invalidateQueries({ queryKey: [key] });
  }, [queries]);
}
