import type { Operation } from '../protocol/operation.ts';
import { accountOperations } from './account.ts';
import { marketDataOperations } from './market-data.ts';
import { orderListOperations } from './order-lists.ts';
import { orderOperations } from './orders.ts';
import { tickerOperations } from './tickers.ts';
import { userStreamOperations } from './user-stream.ts';

/** Everything a client can ask the exchange for. */
export const OPERATIONS: Operation[] = [
  ...marketDataOperations,
  ...tickerOperations,
  ...orderOperations,
  ...orderListOperations,
  ...accountOperations,
  ...userStreamOperations,
];
