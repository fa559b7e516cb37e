import { createHash } from 'node:crypto';
import type { Account } from '@orbiquant/exchange';
import { ApiError } from '../protocol/api-error.ts';
import type { Operation } from '../protocol/operation.ts';

/** Key of an account's private stream: made from its secret, so it survives a restart and nobody can guess it. */
export const listenKeyOf = (account: Account): string =>
  createHash('sha256').update(`listen/${account.apiKey}/${account.secret}`).digest('hex');

/** The older way to a private stream: a key that is part of the stream's address. */
export const userStreamOperations: Operation[] = [
  {
    method: 'POST',
    path: '/api/v3/userDataStream',
    wsMethod: 'userDataStream.start',
    weight: 2,
    security: 'key',
    handle: ({ account }) => ({ listenKey: listenKeyOf(account) }),
  },
  {
    method: 'PUT',
    path: '/api/v3/userDataStream',
    wsMethod: 'userDataStream.ping',
    weight: 2,
    security: 'key',
    handle: kept,
  },
  {
    method: 'DELETE',
    path: '/api/v3/userDataStream',
    wsMethod: 'userDataStream.stop',
    weight: 2,
    security: 'key',
    handle: kept,
  },
];

function kept({ account, params }: { account: Account; params: Record<string, string> }): unknown {
  if (params['listenKey'] !== listenKeyOf(account)) throw new ApiError(-1125, 'This listenKey does not exist.');
  return {};
}
