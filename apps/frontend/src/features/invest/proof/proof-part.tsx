import { useState } from 'react';
import { useMutation } from '@tanstack/react-query';
import { Download, ShieldCheck } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { getOwnProof, getPublicRoot, type PublicRoot } from '@orbiquant/contracts';
import { call } from '../../../shared/api/call.ts';
import { saveFile } from '../../../shared/save-file.ts';
import { useOnline } from '../../../shared/status/use-online.ts';
import { Button } from '../../../shared/ui/button.tsx';
import { Problem } from '../../../shared/ui/problem.tsx';
import { judgeProof, proofFile, strikeOf, type Judged } from './judge-proof.ts';
import { PasteProof } from './paste-proof.tsx';
import { ProofResult } from './proof-result.tsx';

type Strike = { productId: string; strikeId: string };
/** What was checked, against which root. */
export type Outcome = { judged: Judged; published: PublicRoot; file: unknown };

/** The own proof of a strike: to keep, to check here, or to check one that was kept. */
export function ProofPart({ productId, strikeId }: Strike) {
  const { t } = useTranslation();
  const online = useOnline();
  const [isOther, setOther] = useState(false);
  const params = { productId, strikeId };
  const save = useMutation({
    mutationFn: async () => {
      const own = await call(getOwnProof, { params });
      saveFile(new Blob([proofFile(own)], { type: 'application/json' }), `orbiquant-proof-${strikeId.slice(-8)}.json`);
    },
  });
  const check = useMutation({
    mutationFn: async (file: unknown): Promise<Outcome> => {
      const kept = file ?? JSON.parse(proofFile(await call(getOwnProof, { params })));
      const published = await call(getPublicRoot, { params: strikeOf(kept) ?? params });
      return { judged: judgeProof(kept, published), published, file: kept };
    },
  });
  return (
    <section
      aria-label={t('proof.title')}
      className="flex flex-col gap-3 border-t border-line pt-4"
      data-testid="proof"
    >
      <h3 className="flex items-center gap-2 font-semibold">
        <ShieldCheck aria-hidden size={17} className="text-accent" />
        {t('proof.title')}
      </h3>
      <p className="max-w-prose text-soft">{t('proof.lead')}</p>
      <div className="flex flex-wrap gap-2">
        <Button variant="primary" disabled={!online || check.isPending} onClick={() => check.mutate(undefined)}>
          {t(check.isPending ? 'proof.verifying' : 'proof.verify')}
        </Button>
        <Button disabled={!online || save.isPending} onClick={() => save.mutate()}>
          <Download aria-hidden size={14} />
          {t('proof.download')}
        </Button>
        <Button aria-expanded={isOther} onClick={() => setOther(!isOther)}>
          {t('proof.other')}
        </Button>
      </div>
      {isOther && <PasteProof onProof={(file) => check.mutate(file)} />}
      {save.isError && <Problem error={save.error} />}
      {check.isError && <Problem error={check.error} />}
      {check.isSuccess && <ProofResult outcome={check.data} />}
    </section>
  );
}
