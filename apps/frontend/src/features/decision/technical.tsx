import { useState } from 'react';
import { z } from 'zod';
import { useTranslation } from 'react-i18next';
import { Decision } from '@orbiquant/contracts';
import { Button } from '../../shared/ui/button.tsx';

/** Hashes and the whole record, for whoever wants to check. */
export function Technical({ decision }: { decision: Decision }) {
  const { t } = useTranslation();
  const [copied, setCopied] = useState(false);
  const json = JSON.stringify(z.encode(Decision, decision), null, 2);
  const { decisionId, hash, previousHash, featureHash, configHash, modelVersion } = decision;
  return (
    <details className="rounded-xl border border-line bg-surface">
      <summary className="px-4 py-3 font-semibold">{t('agents.why.technical')}</summary>
      <div className="flex flex-col gap-3 border-t border-line p-4">
        <dl className="grid gap-x-4 gap-y-1 text-xs sm:grid-cols-[auto_1fr]">
          {Object.entries({ decisionId, hash, previousHash, featureHash, configHash, modelVersion }).map(
            ([name, value]) => (
              <div key={name} className="contents">
                <dt className="text-faint">{name}</dt>
                <dd className="font-mono break-all">{value ?? '—'}</dd>
              </div>
            ),
          )}
        </dl>
        <pre tabIndex={0} className="max-h-96 overflow-auto rounded-lg bg-raised p-3 text-xs">
          {json}
        </pre>
        <Button
          className="self-start"
          onClick={() => void navigator.clipboard.writeText(json).then(() => setCopied(true))}
        >
          {t(copied ? 'common.copied' : 'agents.why.copyJson')}
        </Button>
      </div>
    </details>
  );
}
