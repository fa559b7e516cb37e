import { useEffect } from 'react';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { getConversation, getConversations } from '@orbiquant/contracts';
import { call } from '../../shared/api/call.ts';
import { formatInstant } from '../../shared/format/times.ts';
import { Page } from '../../shared/ui/page.tsx';
import { Pending } from '../../shared/ui/pending.tsx';
import { Problem } from '../../shared/ui/problem.tsx';
import { CopilotPanel } from './copilot-panel.tsx';
import { openThread, useThread } from './thread.ts';

const route = getRouteApi('/signed-in/copilot');

/** The copilot with its earlier conversations. */
export function CopilotPage() {
  const { t } = useTranslation();
  const { conversation } = route.useSearch();
  useOpenConversation(conversation);
  return (
    <Page title={t('copilot.title')} lead={t('copilot.lead')}>
      <div className="grid gap-4 lg:grid-cols-[15rem_1fr]">
        <Threads />
        <div className="h-[calc(100dvh-15rem)] min-h-96 overflow-hidden md:h-[calc(100dvh-12.5rem)] rounded-xl border border-line bg-surface">
          <CopilotPanel />
        </div>
      </div>
    </Page>
  );
}

function useOpenConversation(conversationId: string | undefined): void {
  const kept = useQuery({
    queryKey: ['conversation', conversationId],
    queryFn: ({ signal }) => call(getConversation, { params: { conversationId: conversationId ?? '' } }, { signal }),
    enabled: conversationId !== undefined,
    staleTime: 0,
  });
  useEffect(() => {
    if (kept.data && useThread.getState().conversationId !== kept.data.conversationId) openThread(kept.data);
  }, [kept.data]);
}

function Threads() {
  const { t, i18n } = useTranslation();
  const open = useThread((state) => state.conversationId);
  const threads = useQuery({
    queryKey: ['conversations', open],
    queryFn: ({ signal }) => call(getConversations, {}, { signal }),
  });
  return (
    <nav aria-label={t('copilot.threads')} className="order-last lg:order-none">
      <h2 className="eyebrow mb-2">{t('copilot.threads')}</h2>
      {threads.isPending && <Pending heights={['2.5rem', '2.5rem']} />}
      {threads.isError && <Problem error={threads.error} retry={threads.refetch} />}
      {threads.data?.length === 0 && <p className="text-soft">{t('copilot.noThreads')}</p>}
      <ul className="flex max-h-96 flex-col gap-1 overflow-auto">
        {threads.data?.map(({ conversationId, title, updatedAtMs }) => (
          <li key={conversationId}>
            <Link
              to="/copilot"
              search={{ conversation: conversationId }}
              {...(conversationId === open ? { 'aria-current': 'true' as const } : {})}
              className="block rounded-lg px-3 py-2 hover:bg-raised aria-[current=true]:bg-accent-wash"
            >
              <span className="line-clamp-1">{title}</span>
              <span className="num text-xs text-faint">{formatInstant(updatedAtMs, i18n.language)}</span>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
