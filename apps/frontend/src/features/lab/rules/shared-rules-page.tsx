import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { CopyPlus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { SharedRules } from '@orbiquant/contracts';
import { formatInstant } from '../../../shared/format/times.ts';
import { useOnline } from '../../../shared/status/use-online.ts';
import { Badge } from '../../../shared/ui/badge.tsx';
import { Button } from '../../../shared/ui/button.tsx';
import { Loaded } from '../../../shared/ui/loaded.tsx';
import { Page } from '../../../shared/ui/page.tsx';
import { Problem } from '../../../shared/ui/problem.tsx';
import { NoPromise } from '../parts/no-promise.tsx';
import { useLanguage } from '../parts/use-language.ts';
import { LeakBadge } from './leak-badge.tsx';
import { isNotThere } from './set/is-not-there.ts';
import { RulesShown } from './set/rules-shown.tsx';
import { UnknownRules } from './set/unknown-rules.tsx';
import { useForkShared, useSharedRules } from './use-rules.ts';

const route = getRouteApi('/signed-in/lab/rules/shared/$token');

/** Rules that somebody shows by a link: to read, and to begin a set of one's own with. */
export function SharedRulesPage() {
  const { t } = useTranslation();
  const { token } = route.useParams();
  const shared = useSharedRules(token);
  const isGone = isNotThere(shared.error);
  return (
    <Page
      title={shared.data && !isGone ? shared.data.name : t('rules.sharedTitle')}
      lead={shared.data && !isGone && <Lead shared={shared.data} />}
      actions={shared.data && !isGone && <Fork token={token} />}
    >
      {isGone ? (
        <UnknownRules isLink />
      ) : (
        <Loaded of={shared} heights={['4rem', '14rem']}>
          {({ rules, isMine }) => (
            <>
              <p className="rounded-lg border border-line bg-surface px-4 py-2.5 text-soft" data-testid="shared-note">
                {t(isMine ? 'rules.sharedMine' : 'rules.sharedLead')}
              </p>
              <NoPromise />
              <RulesShown rules={rules} />
            </>
          )}
        </Loaded>
      )}
    </Page>
  );
}

function Lead({ shared: { version, createdAtMs, leakCheck } }: { shared: SharedRules }) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <span className="flex flex-wrap items-center gap-2">
      <Badge>{t('rules.version', { version })}</Badge>
      <LeakBadge verdict={leakCheck} />
      <span>{t('rules.savedAt', { at: formatInstant(createdAtMs, language) })}</span>
    </span>
  );
}

function Fork({ token }: { token: string }) {
  const { t } = useTranslation();
  const online = useOnline();
  const navigate = useNavigate();
  const fork = useForkShared(token);
  const take = (): void =>
    fork.mutate(undefined, {
      onSuccess: ({ ruleSetId }) => void navigate({ to: '/lab/rules/$ruleSetId', params: { ruleSetId } }),
    });
  return (
    <div className="flex flex-col gap-2">
      <Button variant="primary" disabled={!online || fork.isPending} onClick={take} data-testid="fork-shared">
        <CopyPlus aria-hidden size={15} />
        {t('rules.forkShared')}
      </Button>
      {fork.isError && <Problem error={fork.error} />}
    </div>
  );
}
