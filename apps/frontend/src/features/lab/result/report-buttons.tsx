import { useMutation } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { LabReportQuery } from '@orbiquant/contracts';
import { useOnline } from '../../../shared/status/use-online.ts';
import { Button } from '../../../shared/ui/button.tsx';
import { Problem } from '../../../shared/ui/problem.tsx';
import { useLanguage } from '../parts/use-language.ts';
import { downloadReport } from './download-report.ts';

const FORMATS = ['pdf', 'xlsx', 'html'] as const;

/** The run as a file to keep. */
export function ReportButtons({ runId }: { runId: string }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const online = useOnline();
  const save = useMutation({
    mutationFn: (format: LabReportQuery['format']) => downloadReport(runId, { format, language }),
  });
  return (
    <div className="flex flex-col items-start gap-2 sm:items-end">
      <div role="group" aria-label={t('lab.report.label')} className="flex flex-wrap gap-2">
        {FORMATS.map((format) => (
          <Button
            key={format}
            disabled={!online || save.isPending}
            aria-label={`${t('lab.report.label')}: ${t(`lab.report.${format}`)}`}
            title={online ? undefined : t('common.offlineShort')}
            onClick={() => save.mutate(format)}
          >
            <Download aria-hidden size={14} />
            {t(save.isPending && save.variables === format ? 'lab.report.working' : `lab.report.${format}`)}
          </Button>
        ))}
      </div>
      {save.isError && <Problem error={save.error} />}
    </div>
  );
}
