import { create } from 'zustand';

type Link = {
  state: 'connecting' | 'open' | 'lost';
  /** Wall clock of the last sign of life; null before the first. */
  heardAtMs: number | null;
  connected: () => void;
  heard: () => void;
  lost: () => void;
};

/** The state of the live link, for the pill in the top bar. */
export const useLink = create<Link>((set) => ({
  state: 'connecting',
  heardAtMs: null,
  connected: () => set({ state: 'open', heardAtMs: Date.now() }),
  heard: () => set({ heardAtMs: Date.now() }),
  lost: () => set({ state: 'lost' }),
}));
