import { useState } from 'react';
import { useInfiniteQuery, useQueryClient, type InfiniteData } from '@tanstack/react-query';
import { getDecisions, type AgentId, type Decision } from '@orbiquant/contracts';
import { call } from '../../shared/api/call.ts';
import { useLive } from '../../shared/live/use-live.ts';

const PAGE = 100;
type Pages = InfiniteData<Decision[], string | undefined>;
type Verdict = Decision['verdict'];

/**
 * Decisions, newest first, page by page. New ones wait in `waiting` while the reader is further down, so that nothing
 * jumps; `take` puts them on top.
 */
export function useDecisions(agentId: AgentId, verdict: Verdict | undefined, reading: () => boolean) {
  const queries = useQueryClient();
  const key = ['timeline', agentId, verdict];
  const [waiting, setWaiting] = useState<Decision[]>([]);
  const pages = useInfiniteQuery({
    queryKey: key,
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      call(getDecisions, { params: { agentId }, query: { limit: PAGE, before: pageParam, verdict } }, { signal }),
    getNextPageParam: (page) => (page.length < PAGE ? undefined : page.at(-1)?.decisionId),
    staleTime: Infinity,
  });
  const putOnTop = (fresh: readonly Decision[]): void => {
    queries.setQueryData<Pages>(key, (known) => known && { ...known, pages: onTop(known.pages, fresh) });
  };
  useLive(`agent:${agentId}`, 'decision.made', {
    message: (decision) => {
      if (verdict && decision.verdict !== verdict) return;
      if (reading()) setWaiting((others) => [decision, ...others]);
      else putOnTop([decision]);
    },
    missed: () => void queries.invalidateQueries({ queryKey: key }),
  });
  const take = (): void => {
    putOnTop(waiting);
    setWaiting([]);
  };
  return { pages, decisions: pages.data?.pages.flat() ?? [], waiting: waiting.length, take };
}

function onTop(pages: Decision[][], fresh: readonly Decision[]): Decision[][] {
  const known = new Set(pages.flat().map(({ decisionId }) => decisionId));
  const unseen = fresh.filter(({ decisionId }) => !known.has(decisionId));
  return [[...unseen, ...(pages[0] ?? [])], ...pages.slice(1)];
}
