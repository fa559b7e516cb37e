import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Copy, Link2, Link2Off } from 'lucide-react';
import type { RuleShare, RuleVersion } from '@orbiquant/contracts';
import { useOnline } from '../../../../shared/status/use-online.ts';
import { Button } from '../../../../shared/ui/button.tsx';
import { Card } from '../../../../shared/ui/card.tsx';
import { Field } from '../../../../shared/ui/field.tsx';
import { Loaded } from '../../../../shared/ui/loaded.tsx';
import { Problem } from '../../../../shared/ui/problem.tsx';
import { useRevokeShare, useRuleShares, useShareRules } from '../use-rules.ts';

/** The link to a version: made, copied, withdrawn. */
export function ShareCard({ shown: { ruleSetId, version } }: { shown: RuleVersion }) {
  const { t } = useTranslation();
  const shares = useRuleShares(ruleSetId);
  return (
    <Card title={t('rules.shareTitle', { version })}>
      <p className="mb-3 text-soft">{t('rules.shareLead')}</p>
      <Loaded of={shares} heights={['2.5rem']}>
        {(found) => {
          const share = found.find((one) => one.version === version);
          return share ? <Shared share={share} /> : <NotShared ruleSetId={ruleSetId} version={version} />;
        }}
      </Loaded>
    </Card>
  );
}

function NotShared({ ruleSetId, version }: { ruleSetId: string; version: number }) {
  const { t } = useTranslation();
  const online = useOnline();
  const share = useShareRules(ruleSetId);
  return (
    <div className="flex flex-col items-start gap-2">
      <Button disabled={!online || share.isPending} onClick={() => share.mutate(version)} data-testid="share-rules">
        <Link2 aria-hidden size={15} />
        {t('rules.share')}
      </Button>
      {share.isError && <Problem error={share.error} />}
    </div>
  );
}

function Shared({ share: { token, ruleSetId, version } }: { share: RuleShare }) {
  const { t } = useTranslation();
  const online = useOnline();
  const revoke = useRevokeShare(ruleSetId);
  const address = `${location.origin}/lab/rules/shared/${token}`;
  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap items-end gap-2">
        <Field
          label={t('rules.link')}
          readOnly
          value={address}
          onFocus={({ target }) => target.select()}
          className="num min-w-0 flex-1 basis-72"
          data-testid="share-link"
        />
        <CopyButton text={address} />
        <Button
          variant="danger"
          className="min-h-10"
          disabled={!online || revoke.isPending}
          onClick={() => revoke.mutate(version)}
        >
          <Link2Off aria-hidden size={15} />
          {t('rules.revoke')}
        </Button>
      </div>
      {revoke.isError && <Problem error={revoke.error} />}
    </div>
  );
}

function CopyButton({ text }: { text: string }) {
  const { t } = useTranslation();
  const [state, setState] = useState<'ready' | 'done' | 'failed'>('ready');
  const copy = (): void =>
    void navigator.clipboard.writeText(text).then(
      () => setState('done'),
      () => setState('failed'),
    );
  return (
    <span className="inline-flex flex-col">
      <Button className="min-h-10" onClick={copy}>
        <Copy aria-hidden size={15} />
        {t(state === 'done' ? 'rules.copied' : 'rules.copy')}
      </Button>
      <span role="status" className={state === 'failed' ? 'text-xs text-bad' : 'sr-only'}>
        {state === 'done' && t('rules.copied')}
        {state === 'failed' && t('rules.copyFailed')}
      </span>
    </span>
  );
}
