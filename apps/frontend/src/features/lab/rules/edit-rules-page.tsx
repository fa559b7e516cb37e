import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { RuleVersion } from '@orbiquant/contracts';
import { Loaded } from '../../../shared/ui/loaded.tsx';
import { Page } from '../../../shared/ui/page.tsx';
import type { JsonRecord } from './draft/json.ts';
import { RuleEditor } from './editor/rule-editor.tsx';
import { UnknownRules } from './set/unknown-rules.tsx';
import { isNotThere } from './set/is-not-there.ts';
import { useRuleVersions } from './use-rules.ts';

const route = getRouteApi('/signed-in/lab/rules/$ruleSetId/edit');

/** The next version of a rule set, beginning with the newest one or with an older one. */
export function EditRulesPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { ruleSetId } = route.useParams();
  const { version } = route.useSearch();
  const versions = useRuleVersions(ruleSetId);
  const back = (): void => void navigate({ to: '/lab/rules/$ruleSetId', params: { ruleSetId } });
  const begun = versions.data && versionOf(versions.data, version);
  return (
    <Page
      wide
      title={begun ? t('rules.editTitle', { name: begun.name }) : t('rules.title')}
      lead={begun && t('rules.editLead', { version: begun.version, next: (versions.data?.[0]?.version ?? 0) + 1 })}
    >
      {isNotThere(versions.error) ? (
        <UnknownRules />
      ) : (
        <Loaded of={versions} heights={['9rem', '20rem', '20rem']}>
          {(found) => {
            const from = versionOf(found, version);
            return (
              from && (
                <RuleEditor
                  key={`${ruleSetId}/${from.version}`}
                  place={`${ruleSetId}/${from.version}`}
                  // what comes over the wire is JSON
                  first={from.rules as JsonRecord}
                  ruleSetId={ruleSetId}
                  onSaved={back}
                />
              )
            );
          }}
        </Loaded>
      )}
    </Page>
  );
}

/** The asked version, the newest where none is asked for or there is no such one. */
const versionOf = (versions: readonly RuleVersion[], asked: number | undefined): RuleVersion | undefined =>
  versions.find(({ version }) => version === asked) ?? versions[0];
