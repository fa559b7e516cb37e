import { useInfiniteQuery, useQuery, useQueryClient, type InfiniteData } from '@tanstack/react-query';
import { getLabResult, getLabRun, getLabRuns, getStrategies, type LabKind, type LabRun } from '@orbiquant/contracts';
import { call } from '../../../shared/api/call.ts';
import { usePerson } from '../../../shared/api/session.ts';
import { useLive } from '../../../shared/live/use-live.ts';
import { hasEnded, mergeRun, type RunChange } from './merge-run.ts';

/** Which runs are listed. */
export type RunFilter = { kind?: LabKind | undefined; strategy?: string | undefined; passing?: boolean | undefined };

/** Whether anything is filtered out. */
export const isFiltered = ({ kind, strategy, passing }: RunFilter): boolean => Boolean(kind ?? strategy ?? passing);

const PAGE = 20;
/** A run that is not finished is also asked after, should the live link be away. */
const LOOK_EVERY_MS = 4_000;

export const runKey = (runId: string) => ['lab', 'run', runId];
const LIST_KEY = ['lab', 'runs'];

/** My runs, newest first, page by page. */
export const useRuns = (filter: RunFilter) =>
  useInfiniteQuery({
    queryKey: [...LIST_KEY, filter],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) =>
      call(
        getLabRuns,
        { query: { limit: PAGE, ...given(filter), ...(pageParam ? { before: pageParam } : {}) } },
        { signal },
      ),
    getNextPageParam: (last: LabRun[]) => (last.length === PAGE ? (last.at(-1)?.runId ?? null) : null),
  });

const given = ({ kind, strategy, passing }: RunFilter) => ({
  ...(kind ? { kind } : {}),
  ...(strategy ? { strategy } : {}),
  ...(passing ? { passing } : {}),
});

/** A run and how far it is. */
export const useRun = (runId: string | undefined) =>
  useQuery({
    queryKey: runKey(runId ?? ''),
    enabled: runId !== undefined,
    queryFn: ({ signal }) => call(getLabRun, { params: { runId: runId ?? '' } }, { signal }),
    refetchInterval: ({ state }) => (state.data && !hasEnded(state.data) ? LOOK_EVERY_MS : false),
  });

/** What a finished run shows; it never changes. */
export const useResult = (runId: string, isDone: boolean) =>
  useQuery({
    queryKey: ['lab', 'result', runId],
    enabled: isDone,
    staleTime: Infinity,
    queryFn: ({ signal }) => call(getLabResult, { params: { runId } }, { signal }),
  });

/** The strategies that the lab can run. */
export const useStrategies = () =>
  useQuery({
    queryKey: ['lab', 'strategies'],
    staleTime: Infinity,
    queryFn: ({ signal }) => call(getStrategies, {}, { signal }),
  });

type Pages = InfiniteData<LabRun[], string | null>;

/** Keeps every run on the screen fresh by the live messages of its owner. */
export function useLiveRuns(): void {
  const queries = useQueryClient();
  const userId = usePerson()?.userId;
  const message = (change: RunChange): void => {
    queries.setQueryData<LabRun>(runKey(change.runId), (run) => run && mergeRun(run, change));
    const lists = queries.getQueriesData<Pages>({ queryKey: LIST_KEY });
    for (const [key, pages] of lists)
      if (pages?.pages.flat().some(({ runId }) => runId === change.runId))
        queries.setQueryData<Pages>(key, {
          ...pages,
          pages: pages.pages.map((page) => page.map((run) => mergeRun(run, change))),
        });
      else void queries.invalidateQueries({ queryKey: key });
  };
  const missed = (): void => void queries.invalidateQueries({ queryKey: ['lab'] });
  useLive(userId ? `user:${userId}` : null, 'lab.run.changed', { message, missed });
}
