import { withSlash } from '@orbiquant/contracts';
import { normalise } from './normalise.ts';

/** What people call the assets. */
const NAMES: Readonly<Record<string, string>> = {
  bitcoin: 'BTC',
  btc: 'BTC',
  ether: 'ETH',
  ethereum: 'ETH',
  eth: 'ETH',
  solana: 'SOL',
  sol: 'SOL',
  bnb: 'BNB',
  xrp: 'XRP',
  ripple: 'XRP',
  cardano: 'ADA',
  ada: 'ADA',
  dogecoin: 'DOGE',
  doge: 'DOGE',
  polkadot: 'DOT',
  litecoin: 'LTC',
  ltc: 'LTC',
  avalanche: 'AVAX',
  avax: 'AVAX',
  chainlink: 'LINK',
  tron: 'TRX',
  trx: 'TRX',
  shiba: 'SHIB',
  polygon: 'MATIC',
  uniswap: 'UNI',
};

/** The listed instruments that a question speaks of, in its order, each once. */
export function recogniseSymbols(question: string, listed: readonly string[]): string[] {
  const words = question.match(/[\p{L}\p{N}]+(?:\/[\p{L}\p{N}]+)?/gu) ?? [];
  return [...new Set(words.map((word) => symbolOf(word, listed)).filter((symbol) => symbol !== null))];
}

function symbolOf(word: string, listed: readonly string[]): string | null {
  const full = withSlash(word.toUpperCase());
  if (listed.includes(full)) return full;
  // a bare ticker counts in capitals only: "near" and "link" are words
  const asset = NAMES[normalise(word)] ?? (word === word.toUpperCase() ? word : null);
  return asset === null ? null : (listed.find((symbol) => symbol.startsWith(`${asset}/`)) ?? null);
}
