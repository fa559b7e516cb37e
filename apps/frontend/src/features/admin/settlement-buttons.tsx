import { useMutation } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { SETTLEMENT_FILE_PATH, type SettlementFileQuery } from '@orbiquant/contracts';
import { send } from '../../shared/api/send.ts';
import { saveFile } from '../../shared/save-file.ts';
import { useOnline } from '../../shared/status/use-online.ts';
import { Button } from '../../shared/ui/button.tsx';
import { Problem } from '../../shared/ui/problem.tsx';

const FORMATS = ['pdf', 'xlsx', 'csv', 'json'] as const;
type Format = SettlementFileQuery['format'];

/** A day's settlement as a file, fetched with the session's token. */
export function SettlementButtons({ day }: { day: string }) {
  const { t, i18n } = useTranslation();
  const online = useOnline();
  const save = useMutation({
    mutationFn: async (format: Format) => {
      const query = new URLSearchParams({ format, language: i18n.language });
      const address = `${SETTLEMENT_FILE_PATH.replace(':day', encodeURIComponent(day))}?${query.toString()}`;
      const response = await send(address, { method: 'GET' });
      saveFile(await response.blob(), `orbiquant-settlement-${day}.${format}`);
    },
  });
  return (
    <>
      <div role="group" aria-label={t('admin.settlement.download')} className="flex flex-wrap gap-2">
        {FORMATS.map((format) => (
          <Button
            key={format}
            className="min-h-10"
            disabled={!online || save.isPending}
            aria-label={`${t('admin.settlement.download')}: ${format.toUpperCase()}`}
            onClick={() => save.mutate(format)}
          >
            <Download aria-hidden size={14} />
            {format.toUpperCase()}
          </Button>
        ))}
      </div>
      {save.isError && <Problem error={save.error} />}
    </>
  );
}
