import { Link } from '@tanstack/react-router';
import { Bot, CandlestickChart, PiggyBank } from 'lucide-react';
import { useTranslation } from 'react-i18next';

const STEPS = [
  { key: 'chart', to: '/markets', icon: CandlestickChart },
  { key: 'agent', to: '/agents', icon: Bot },
  { key: 'invest', to: '/invest', icon: PiggyBank },
] as const;

/** What a newcomer can do, instead of zeros. */
export function FirstSteps() {
  const { t } = useTranslation();
  return (
    <nav aria-label={t('home.startTitle')} className="mt-4 border-t border-line pt-4">
      <p className="eyebrow mb-2">{t('home.startTitle')}</p>
      <ul className="grid gap-2 sm:grid-cols-3">
        {STEPS.map(({ key, to, icon: Icon }) => (
          <li key={key}>
            <Link
              to={to}
              className="flex h-full items-start gap-2.5 rounded-lg border border-line p-3 text-soft hover:border-strong hover:text-ink"
            >
              <Icon aria-hidden size={18} className="mt-0.5 shrink-0 text-accent" />
              {t(`home.start.${key}`)}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
