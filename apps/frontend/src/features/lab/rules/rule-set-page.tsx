import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { CopyPlus, FlaskConical, Pencil } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { RuleVersion } from '@orbiquant/contracts';
import { formatInstant } from '../../../shared/format/times.ts';
import { useOnline } from '../../../shared/status/use-online.ts';
import { Badge } from '../../../shared/ui/badge.tsx';
import { Button } from '../../../shared/ui/button.tsx';
import { Loaded } from '../../../shared/ui/loaded.tsx';
import { Page } from '../../../shared/ui/page.tsx';
import { Problem } from '../../../shared/ui/problem.tsx';
import { PRIMARY_LINK, QUIET_LINK } from '../parts/link-button.ts';
import { useLanguage } from '../parts/use-language.ts';
import type { JsonRecord } from './draft/json.ts';
import { LeakBadge } from './leak-badge.tsx';
import { LeakCard } from './leak-card.tsx';
import { DiffCard } from './set/diff-card.tsx';
import { isNotThere } from './set/is-not-there.ts';
import { RulesShown } from './set/rules-shown.tsx';
import { ShareCard } from './set/share-card.tsx';
import { UnknownRules } from './set/unknown-rules.tsx';
import { VersionsCard } from './set/versions-card.tsx';
import { useForkRules, useRuleVersions } from './use-rules.ts';

const route = getRouteApi('/signed-in/lab/rules/$ruleSetId');

/** A rule set: what a version says, all versions, what changed between them, and its link. */
export function RuleSetPage() {
  const { ruleSetId } = route.useParams();
  const { version } = route.useSearch();
  const asked = useRuleVersions(ruleSetId);
  const [newest] = asked.data ?? [];
  const shown = asked.data?.find((one) => one.version === version) ?? newest;
  return shown && newest ? (
    <Known versions={asked.data ?? []} shown={shown} newest={newest} />
  ) : (
    <Unread asked={asked} />
  );
}

type KnownProps = { versions: readonly RuleVersion[]; shown: RuleVersion; newest: RuleVersion };

function Known({ versions, shown, newest }: KnownProps) {
  return (
    <Page title={shown.name} lead={<Lead shown={shown} newest={newest.version} />} actions={<Actions shown={shown} />}>
      <Content versions={versions} shown={shown} />
    </Page>
  );
}

/** While it is fetched, and where it cannot be. */
function Unread({ asked }: { asked: ReturnType<typeof useRuleVersions> }) {
  const { t } = useTranslation();
  return (
    <Page title={t('rules.title')}>
      {isNotThere(asked.error) ? (
        <UnknownRules />
      ) : (
        <Loaded of={asked} heights={['14rem', '9rem', '9rem']}>
          {() => <UnknownRules />}
        </Loaded>
      )}
    </Page>
  );
}

function Content({ versions, shown }: { versions: readonly RuleVersion[]; shown: RuleVersion }) {
  return (
    <>
      <RulesShown rules={shown.rules} />
      <VersionsCard versions={versions} shown={shown.version} />
      {versions.length > 1 && <DiffCard versions={versions} />}
      <ShareCard key={shown.version} shown={shown} />
      <LeakCard key={`leak-${shown.version}`} rules={shown.rules as JsonRecord} />
    </>
  );
}

function Lead({ shown: { version, createdAtMs, leakCheck }, newest }: { shown: RuleVersion; newest: number }) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <span className="flex flex-wrap items-center gap-2">
      <Badge tone={version === newest ? 'accent' : 'neutral'}>{t('rules.version', { version })}</Badge>
      <LeakBadge verdict={leakCheck} />
      <span>{t('rules.savedAt', { at: formatInstant(createdAtMs, language) })}</span>
    </span>
  );
}

function Actions({ shown: { ruleSetId, version } }: { shown: RuleVersion }) {
  const { t } = useTranslation();
  const online = useOnline();
  const navigate = useNavigate();
  const fork = useForkRules();
  const onSuccess = (made: RuleVersion): void =>
    void navigate({ to: '/lab/rules/$ruleSetId', params: { ruleSetId: made.ruleSetId } });
  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap gap-2">
        <Link to="/lab/new" search={{ rules: ruleSetId, version }} className={PRIMARY_LINK} data-testid="use-rules">
          <FlaskConical aria-hidden size={15} />
          {t('rules.use')}
        </Link>
        <Link
          to="/lab/rules/$ruleSetId/edit"
          params={{ ruleSetId }}
          search={{ version }}
          className={QUIET_LINK}
          data-testid="edit-rules"
        >
          <Pencil aria-hidden size={15} />
          {t('rules.edit')}
        </Link>
        <Button disabled={!online || fork.isPending} onClick={() => fork.mutate({ ruleSetId, version }, { onSuccess })}>
          <CopyPlus aria-hidden size={15} />
          {t('rules.fork')}
        </Button>
      </div>
      {fork.isError && <Problem error={fork.error} />}
    </div>
  );
}
