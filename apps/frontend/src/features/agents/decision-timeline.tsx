import { useEffect, useRef } from 'react';
import { Link } from '@tanstack/react-router';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useTranslation } from 'react-i18next';
import type { AgentId, Decision } from '@orbiquant/contracts';
import { VerdictChip } from '../../shared/agents/verdict-chip.tsx';
import { formatInstant } from '../../shared/format/times.ts';
import { decisionText } from '../../shared/i18n/reason-text.ts';
import { Button } from '../../shared/ui/button.tsx';
import { Card } from '../../shared/ui/card.tsx';
import { Empty } from '../../shared/ui/empty.tsx';
import { Pending } from '../../shared/ui/pending.tsx';
import { Problem } from '../../shared/ui/problem.tsx';
import { Segments } from '../../shared/ui/segments.tsx';
import { useDecisions } from './use-decisions.ts';

type Filter = Decision['verdict'] | 'all';
const FILTERS: readonly Filter[] = ['all', 'acted', 'held', 'blocked', 'failed'];
const ROW_PX = 64;
/** So near the end of what is loaded, the next page is fetched. */
const AHEAD = 15;

type Props = {
  agentId: AgentId;
  verdict: Decision['verdict'] | undefined;
  onVerdict: (verdict: Decision['verdict'] | undefined) => void;
};

/** Every decision in a sentence, also those to do nothing; new ones come in without moving what is read. */
export function DecisionTimeline({ agentId, verdict, onVerdict }: Props) {
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  const { pages, decisions, waiting, take } = useDecisions(agentId, verdict, () => isRead(box.current));
  const takeAll = (): void => {
    take();
    box.current?.scrollTo({ top: 0 });
  };
  return (
    <Card
      flush
      title={t('agents.timeline')}
      actions={
        <Segments<Filter>
          label={t('agents.timelineFilter')}
          value={verdict ?? 'all'}
          onChange={(filter) => onVerdict(filter === 'all' ? undefined : filter)}
          options={FILTERS.map((value) => ({
            value,
            label: value === 'all' ? t('common.all') : t(`agents.verdict.${value}`),
          }))}
        />
      }
    >
      <div className="relative mt-2 border-t border-line">
        <div aria-live="polite" className="absolute inset-x-0 top-2 z-10 flex justify-center">
          {waiting > 0 && (
            <Button variant="primary" className="shadow-lg" onClick={takeAll}>
              ▴ {t('agents.newDecisions', { count: waiting })}
            </Button>
          )}
        </div>
        {pages.isPending && <Pending className="p-4" heights={Array.from({ length: 6 }, () => '3rem')} />}
        {pages.isError && <Problem error={pages.error} retry={pages.refetch} />}
        {pages.isSuccess && decisions.length === 0 && (
          <Empty
            title={t('agents.timelineEmptyTitle')}
            text={t('agents.timelineEmptyText')}
            action={verdict && <Button onClick={() => onVerdict(undefined)}>{t('agents.showAll')}</Button>}
          />
        )}
        <Rows box={box} decisions={decisions} pages={pages} />
      </div>
    </Card>
  );
}

/** Somebody is further down, points at a row or has it in focus: then nothing may move under them. */
const isRead = (box: HTMLElement | null): boolean =>
  box !== null && (box.scrollTop > 8 || box.matches(':hover, :focus-within'));

type Pages = Pick<ReturnType<typeof useDecisions>['pages'], 'hasNextPage' | 'isFetching' | 'fetchNextPage'>;
type RowsProps = { box: React.RefObject<HTMLDivElement | null>; decisions: readonly Decision[]; pages: Pages };

function Rows({ box, decisions, pages: { hasNextPage, isFetching, fetchNextPage } }: RowsProps) {
  const { t } = useTranslation();
  const rows = useVirtualizer({
    count: decisions.length,
    getScrollElement: () => box.current,
    estimateSize: () => ROW_PX,
    getItemKey: (at) => decisions[at]?.decisionId ?? at,
    overscan: 8,
  });
  const items = rows.getVirtualItems();
  const lastShown = items.at(-1)?.index ?? 0;
  const nearEnd = decisions.length > 0 && lastShown >= decisions.length - AHEAD;
  useEffect(() => {
    if (nearEnd && hasNextPage && !isFetching) void fetchNextPage();
  }, [nearEnd, hasNextPage, isFetching, fetchNextPage]);
  return (
    <div ref={box} tabIndex={0} aria-label={t('agents.timeline')} role="group" className="max-h-[34rem] overflow-auto">
      <ul className="relative" style={{ height: rows.getTotalSize() }} data-testid="decision-timeline">
        {items.map(({ key, index, start }) => {
          const decision = decisions[index];
          return (
            decision && (
              <li
                key={key}
                aria-posinset={index + 1}
                aria-setsize={decisions.length}
                className="absolute inset-x-0 border-b border-line hover:bg-raised"
                style={{ transform: `translateY(${start}px)`, height: ROW_PX }}
              >
                <DecisionRow decision={decision} />
              </li>
            )
          );
        })}
      </ul>
    </div>
  );
}

function DecisionRow({ decision }: { decision: Decision }) {
  const { t, i18n } = useTranslation();
  return (
    <Link
      to="/agents/$agentId/decisions/$decisionId"
      params={{ agentId: decision.agentId, decisionId: decision.decisionId }}
      className="flex h-full items-center gap-3 px-4"
    >
      <span className="w-20 shrink-0">
        <VerdictChip verdict={decision.verdict} />
      </span>
      <span className="min-w-0 flex-1">
        <span className="line-clamp-2 leading-snug">{decisionText(t, decision)}</span>
        <span className="num block text-xs text-faint">{formatInstant(decision.asOfMs, i18n.language)} UTC</span>
      </span>
    </Link>
  );
}
