import type { ErrorComponentProps } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Problem } from '../shared/ui/problem.tsx';

/** A whole screen that failed. */
export function Failed({ error, reset }: ErrorComponentProps) {
  const { t } = useTranslation();
  return (
    <main className="mx-auto flex max-w-2xl flex-col gap-4 p-6">
      <h1 className="text-xl font-semibold">{t('problems.internal')}</h1>
      <Problem error={error} retry={reset} />
    </main>
  );
}
