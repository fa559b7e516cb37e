import type { ExchangeState } from './exchange-state.ts';

/** One asset's proof: what came in is what is there, on all accounts, the house and the fees. */
export type AssetBalance = { asset: string; deposited: bigint; held: bigint };

/** Deposits against holdings for every asset; each pair must be equal, always. */
export function conservationOf(state: ExchangeState): AssetBalance[] {
  const held = new Map<string, bigint>();
  const deposited = new Map<string, bigint>();
  const add = (sums: Map<string, bigint>, asset: string, units: bigint): void =>
    void sums.set(asset, (sums.get(asset) ?? 0n) + units);
  for (const { balances } of state.accounts.values()) {
    for (const [asset, { free, locked }] of balances) add(held, asset, free + locked);
  }
  for (const { asset, quantity } of state.deposits.values()) add(deposited, asset, quantity);
  const assets = [...new Set([...held.keys(), ...deposited.keys()])].sort();
  return assets.map((asset) => ({ asset, deposited: deposited.get(asset) ?? 0n, held: held.get(asset) ?? 0n }));
}
