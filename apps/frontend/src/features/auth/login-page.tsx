import { CandlestickChart, ScanSearch, ShieldCheck } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { LanguageSwitch } from '../../shared/i18n/language-switch.tsx';
import { ThemeSwitch } from '../../shared/theme/theme-switch.tsx';
import { useTitle } from '../../shared/ui/use-title.ts';
import { LoginForm } from './login-form.tsx';

const POINTS = [
  { key: 'lineage', icon: ScanSearch },
  { key: 'agents', icon: ShieldCheck },
  { key: 'clock', icon: CandlestickChart },
] as const;

/** The way in. */
export function LoginPage() {
  const { t } = useTranslation();
  useTitle(t('login.submit'));
  return (
    <main className="grid min-h-dvh place-content-center justify-items-center gap-6 bg-canvas px-4 py-10">
      <div className="grid w-full max-w-4xl overflow-hidden rounded-2xl border border-line bg-surface md:grid-cols-[1fr_1.05fr]">
        <div className="hidden flex-col justify-between gap-10 border-r border-line bg-raised p-10 md:flex">
          <p className="flex items-center gap-2.5 font-semibold tracking-tight">
            <img src="/favicon.svg" alt="" width={28} height={28} /> OrbiQuant IA
          </p>
          <ul className="flex flex-col gap-5 text-soft">
            {POINTS.map(({ key, icon: Icon }) => (
              <li key={key} className="flex gap-3">
                <Icon aria-hidden size={18} className="mt-0.5 shrink-0 text-accent" />
                {t(`login.points.${key}`)}
              </li>
            ))}
          </ul>
          <p className="text-xs text-faint">{t('login.demo')}</p>
        </div>
        <div className="p-6 sm:p-10">
          <img src="/favicon.svg" alt="" width={32} height={32} className="mb-6 md:hidden" />
          <h1 className="text-xl font-semibold tracking-tight">{t('login.title')}</h1>
          <p className="mt-1 mb-6 text-soft">{t('login.lead')}</p>
          <LoginForm />
          <p className="mt-6 text-xs text-faint md:hidden">{t('login.demo')}</p>
        </div>
      </div>
      <div className="flex flex-wrap items-start justify-center gap-x-8 gap-y-4">
        <LanguageSwitch />
        <ThemeSwitch />
      </div>
    </main>
  );
}
