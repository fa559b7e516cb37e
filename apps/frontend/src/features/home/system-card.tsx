import { CircleAlert, CircleCheck, CircleX, type LucideIcon } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { MarketClock, SystemStatus } from '@orbiquant/contracts';
import { useClock, useStatus } from '../../shared/status/use-status.ts';
import { Card } from '../../shared/ui/card.tsx';
import { Pending } from '../../shared/ui/pending.tsx';
import { Problem } from '../../shared/ui/problem.tsx';

/** Which parts of the platform work now. */
export function SystemCard() {
  const { t } = useTranslation();
  const status = useStatus();
  return (
    <Card
      title={t('home.system')}
      actions={
        status.data && (
          <span className="num text-xs text-faint">{t('home.version', { version: status.data.version })}</span>
        )
      }
    >
      {status.isPending && <Pending heights={['1.75rem', '1.75rem', '1.75rem', '1.75rem', '1.75rem']} />}
      {status.isError && <Problem error={status.error} retry={status.refetch} />}
      {status.data && <Services status={status.data} />}
    </Card>
  );
}

const NAMES = ['data-service', 'ml-engine', 'llm-agent', 'trading-agents'] as const;
const isNamed = (name: string): name is (typeof NAMES)[number] => NAMES.some((known) => known === name);

function Services({ status }: { status: SystemStatus }) {
  const { t } = useTranslation();
  const clock = useClock();
  const feed = clock?.feed ?? 'down';
  return (
    <ul className="flex flex-col gap-2">
      <Line health={FEED_HEALTH[feed]} name={t('home.feed')} said={t(`home.feeds.${feed}`)} detail={clock?.venue} />
      {status.services.map(({ name, ready, detail }) => (
        <Line
          key={name}
          health={ready ? 'works' : 'broken'}
          name={isNamed(name) ? t(`home.services.${name}`) : name}
          said={t(ready ? 'home.ready' : 'home.notReady')}
          detail={detail}
        />
      ))}
    </ul>
  );
}

type Health = 'works' | 'slow' | 'broken';
const FEED_HEALTH: Record<MarketClock['feed'], Health> = {
  live: 'works',
  delayed: 'slow',
  reconnecting: 'slow',
  down: 'broken',
};
const SHOWN: Record<Health, { icon: LucideIcon; tone: string }> = {
  works: { icon: CircleCheck, tone: 'text-good' },
  slow: { icon: CircleAlert, tone: 'text-warn' },
  broken: { icon: CircleX, tone: 'text-bad' },
};

type LineOf = { health: Health; name: string; said: string; detail?: string | undefined };

function Line({ health, name, said, detail }: LineOf) {
  const { icon: Icon, tone } = SHOWN[health];
  return (
    <li className="flex items-center gap-2.5" title={detail}>
      <Icon aria-hidden size={16} className={tone} />
      <span>{name}</span>
      <span className="ml-auto text-xs text-faint">{said}</span>
    </li>
  );
}
