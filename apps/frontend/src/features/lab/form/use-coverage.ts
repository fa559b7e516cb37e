import { useQuery } from '@tanstack/react-query';
import { getCandles, getInstruments, type CandleColumns } from '@orbiquant/contracts';
import { call } from '../../../shared/api/call.ts';
import { DAY_MS } from '../parts/interval-days.ts';

/** The candles that there are of an instrument: from its first day to the end of its last, and the stretches missing. */
export type Coverage = { fromMs: number; toMs: number; gaps: number };

const DAYS_MAX = 5_000;

/** What candles exist of an instrument, told by its days; null when there are none. */
export const useCoverage = (symbol: string | null) =>
  useQuery({
    queryKey: ['lab', 'coverage', symbol],
    enabled: symbol !== null,
    staleTime: 60_000,
    queryFn: async ({ signal }) =>
      coverageOf(
        await call(
          getCandles,
          { query: { symbol: symbol ?? '', interval: '1d', limit: DAYS_MAX, forming: true } },
          { signal },
        ),
      ),
  });

function coverageOf({ openTimeMs, gaps, asOfMs }: CandleColumns): Coverage | null {
  const [first, last] = [openTimeMs[0], openTimeMs.at(-1)];
  if (first === undefined || last === undefined) return null;
  return { fromMs: first, toMs: Math.min(last + DAY_MS, asOfMs), gaps: gaps.length };
}

/** Every instrument, with the finest candles that are stored of it. */
export const useInstruments = () =>
  useQuery({
    queryKey: ['instruments'],
    staleTime: 60_000,
    queryFn: ({ signal }) => call(getInstruments, {}, { signal }),
  });
