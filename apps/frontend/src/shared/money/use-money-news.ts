import { usePerson } from '../api/session.ts';
import { useLive } from '../live/use-live.ts';
import { usePaced } from '../live/use-paced.ts';
import { useRefreshMoney } from './use-refresh-money.ts';

/** Fetches a person's money afresh whenever it is told to have changed, and after news were missed. */
export function useMoneyNews(): void {
  const person = usePerson();
  const refresh = usePaced(useRefreshMoney());
  useLive(person ? `user:${person.userId}` : null, 'balance.changed', { message: refresh, missed: refresh });
}
