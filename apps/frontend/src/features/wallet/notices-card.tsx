import { useQuery } from '@tanstack/react-query';
import { Bell } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { TFunction } from 'i18next';
import { getMoneyNotices } from '@orbiquant/contracts';
import { call } from '../../shared/api/call.ts';
import { formatInstant } from '../../shared/format/times.ts';
import { texts } from '../../shared/i18n/texts.ts';
import { Card } from '../../shared/ui/card.tsx';
import { Loaded } from '../../shared/ui/loaded.tsx';

/** What the person was told about their money. */
export function NoticesCard() {
  const { t, i18n } = useTranslation();
  const notices = useQuery({
    queryKey: ['money-notices'],
    queryFn: ({ signal }) => call(getMoneyNotices, {}, { signal }),
    refetchInterval: 30_000,
  });
  return (
    <Card title={t('wallet.notices')}>
      <Loaded of={notices} heights={['2.5rem', '2.5rem']}>
        {(list) =>
          list.length === 0 ? (
            <p className="py-2 text-soft">{t('wallet.noNotices')}</p>
          ) : (
            <ul className="max-h-72 divide-y divide-line overflow-auto">
              {list.map(({ noticeId, kind, toldAtMs }) => (
                <li key={noticeId} className="flex items-start gap-2.5 py-2">
                  <Bell aria-hidden size={15} className="mt-0.5 shrink-0 text-accent" />
                  <span className="min-w-0 flex-1">
                    {noticeText(t, kind)}
                    <span className="num block text-xs text-faint">{formatInstant(toldAtMs, i18n.language)} UTC</span>
                  </span>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Card>
  );
}

type Kind = keyof (typeof texts)['es']['wallet']['notice'];
const isKnown = (kind: string): kind is Kind => kind in texts.es.wallet.notice;
const noticeText = (t: TFunction, kind: string): string =>
  isKnown(kind) ? t(`wallet.notice.${kind}`, { kind }) : t('wallet.notice.other', { kind });
