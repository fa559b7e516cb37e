import { useMemo } from 'react';
import { useQueries, useQuery } from '@tanstack/react-query';
import { getAgents, getDecisions, getFills, type Decision, type Fill, type Interval } from '@orbiquant/contracts';
import { call } from '../../shared/api/call.ts';
import type { Mark } from './engine/price-engine.ts';
import { floorTo } from './interval-time.ts';

const NEWEST = 1000;
const EVERY_MS = 10_000;

/** What the agents did with an instrument, as it was known at a cursor; without one, now. */
export function useDeeds(symbol: string, asOf: number | undefined): { fills: Fill[]; decisions: Decision[] } {
  const agents = useQuery({ queryKey: ['agents'], queryFn: ({ signal }) => call(getAgents, {}, { signal }) });
  const refetchInterval = asOf === undefined ? EVERY_MS : (false as const);
  const ids = agents.data?.map(({ agentId }) => agentId) ?? [];
  const fills = useQueries({
    queries: ids.map((agentId) => ({
      queryKey: ['fills', agentId, symbol, asOf],
      refetchInterval,
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        call(getFills, { params: { agentId }, query: { symbol, asOf, limit: NEWEST } }, { signal }),
    })),
    combine: (results) => results.flatMap(({ data }) => data ?? []),
  });
  const decisions = useQueries({
    queries: ids.map((agentId) => ({
      queryKey: ['decisions', agentId, 'acted', symbol, asOf],
      refetchInterval,
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        call(
          getDecisions,
          { params: { agentId }, query: { symbol, asOf, verdict: 'acted', limit: NEWEST } },
          { signal },
        ),
    })),
    combine: (results) => results.flatMap(({ data }) => data ?? []),
  });
  return { fills, decisions };
}

type Shown = { trades: boolean; signals: boolean; cursorMs: number | null; interval: Interval };

/** The deeds as marks on candles, none of them later than the cursor. A mark's id names its decision. */
export function useMarks(
  { fills, decisions }: { fills: Fill[]; decisions: Decision[] },
  { trades, signals, cursorMs, interval }: Shown,
): Mark[] {
  return useMemo(() => {
    const known = (atMs: number): boolean => cursorMs === null || atMs <= cursorMs;
    const traded = trades ? fills.filter(({ filledAtMs }) => known(filledAtMs)) : [];
    const signalled = signals ? decisions.filter(({ asOfMs }) => known(asOfMs)) : [];
    const marks: Mark[] = [
      ...traded.map((fill) => ({
        id: `${fill.agentId}/${fill.decisionId}`,
        atMs: floorTo(fill.filledAtMs, interval),
        kind: fill.side,
      })),
      ...signalled.map((decision) => ({
        id: `${decision.agentId}/${decision.decisionId}`,
        atMs: floorTo(decision.candleOpenTimeMs, interval),
        kind: 'signal' as const,
      })),
    ];
    return oneOfAKind(marks).toSorted((a, b) => a.atMs - b.atMs);
  }, [fills, decisions, trades, signals, cursorMs, interval]);
}

/** Several fills of one decision in one candle are one mark. */
const oneOfAKind = (marks: readonly Mark[]): Mark[] => [
  ...new Map(marks.map((mark) => [`${mark.id}:${mark.atMs}:${mark.kind}`, mark])).values(),
];
