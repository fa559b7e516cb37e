import { withSlash } from '@orbiquant/contracts';

/** An instrument's name as it stands in an address: BTC-USDT. */
export const toSymbolPath = (symbol: string): string => symbol.replace('/', '-');

/** The instrument that an address names; BTCUSDT and btc-usdt are understood too. */
export const fromSymbolPath = (text: string): string => withSlash(text.toUpperCase().replace('-', '/'));
