import { create } from 'zustand';

/** What a question may refer to: what the person looks at. */
export type Looking = { symbol?: string | undefined; interval?: string | undefined; asOf?: number | undefined };

type Dock = {
  open: boolean;
  toggle: () => void;
  close: () => void;
  /** Set by the screen that shows an instrument. */
  looking: Looking;
  look: (looking: Looking) => void;
};

/** The copilot's dock: whether it is open, and what the screen beside it shows. */
export const useDock = create<Dock>((set) => ({
  open: false,
  toggle: () => set(({ open }) => ({ open: !open })),
  close: () => set({ open: false }),
  looking: {},
  look: (looking) => set({ looking }),
}));
