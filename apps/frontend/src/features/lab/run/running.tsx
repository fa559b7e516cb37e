import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Square } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { cancelLabRun, type LabRun } from '@orbiquant/contracts';
import { call } from '../../../shared/api/call.ts';
import { useOnline } from '../../../shared/status/use-online.ts';
import { Button } from '../../../shared/ui/button.tsx';
import { Card } from '../../../shared/ui/card.tsx';
import { Problem } from '../../../shared/ui/problem.tsx';
import { runKey } from '../list/use-runs.ts';
import { RunProgress } from '../parts/run-progress.tsx';

/** A run that is under way: how far, and how to stop it. It goes on when this page is left. */
export function Running({ run: { runId, state, progress } }: { run: LabRun }) {
  const { t } = useTranslation();
  const online = useOnline();
  const queries = useQueryClient();
  const cancel = useMutation({
    mutationFn: () => call(cancelLabRun, { params: { runId } }),
    onSuccess: (run) => queries.setQueryData(runKey(runId), run),
  });
  return (
    <Card title={t(`lab.state.${state}`)}>
      <div className="flex flex-col gap-4">
        <RunProgress progress={progress} />
        {cancel.isError && <Problem error={cancel.error} />}
        <Button
          className="self-start"
          disabled={!online || cancel.isPending}
          title={online ? undefined : t('common.offlineShort')}
          onClick={() => cancel.mutate()}
        >
          <Square aria-hidden size={14} />
          {t(cancel.isPending ? 'lab.cancelling' : 'lab.cancel')}
        </Button>
      </div>
    </Card>
  );
}
