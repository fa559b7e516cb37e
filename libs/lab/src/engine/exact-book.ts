import { Decimal } from '@orbiquant/kernel';
import type { Fill, Position } from '@orbiquant/contracts';
import { applyFill, flatPosition, quoteChange } from '@orbiquant/portfolio';
import type { FillRecord } from './records.ts';

/** The books of a run kept exactly: cash and each position, fees included, as the house books live fills. */
export type ExactBook = { readonly cash: Decimal; readonly positions: ReadonlyMap<string, Position> };

/**
 * Books fills by the same function that books live ones, in exact decimals: what the fast float book of a backtest is
 * checked against. Funding and liquidation fees are not fills and not in it.
 *
 * @param cash   Quote units at the start.
 * @param fills  In time; quantities and prices count as their shortest decimal texts.
 */
export function exactBook(cash: number, fills: Iterable<FillRecord>): ExactBook {
  const positions = new Map<string, Position>();
  let held = new Decimal(cash);
  for (const record of fills) {
    const fill = asFill(record);
    positions.set(record.symbol, applyFill(positions.get(record.symbol) ?? flatPosition(AGENT, fill.symbol), fill));
    held = held.plus(quoteChange(fill));
  }
  return { cash: held, positions };
}

const AGENT = 'lab';

/** A fill of the lab in the words of the house; an instrument without a quote asset in its name gets one. */
function asFill({ symbol, orderId, signedQuantity, price, fee, atMs }: FillRecord): Fill {
  const [base = symbol, quote = 'QUOTE'] = symbol.split('/');
  return {
    fillId: '',
    agentId: AGENT,
    orderId: String(orderId),
    decisionId: '',
    venueTradeId: '',
    venueOrderId: '',
    symbol: `${base}/${quote}`,
    side: signedQuantity > 0 ? 'buy' : 'sell',
    price: new Decimal(price),
    quantity: new Decimal(signedQuantity).abs(),
    fee: new Decimal(fee),
    feeAsset: quote,
    filledAtMs: atMs,
  };
}
