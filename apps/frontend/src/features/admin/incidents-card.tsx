import { useState } from 'react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { getIncidents, resolveIncident, type IncidentView } from '@orbiquant/contracts';
import { call } from '../../shared/api/call.ts';
import { formatInstant } from '../../shared/format/times.ts';
import { useOnline } from '../../shared/status/use-online.ts';
import { Badge } from '../../shared/ui/badge.tsx';
import { Button } from '../../shared/ui/button.tsx';
import { Card } from '../../shared/ui/card.tsx';
import { Dialog } from '../../shared/ui/dialog.tsx';
import { Loaded } from '../../shared/ui/loaded.tsx';
import { Problem } from '../../shared/ui/problem.tsx';

const KEY = ['admin', 'incidents'];

/** Money that nobody can explain yet; an open incident pauses withdrawals. */
export function IncidentsCard() {
  const { t } = useTranslation();
  const incidents = useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => call(getIncidents, {}, { signal }),
    refetchInterval: 15_000,
  });
  const [resolving, setResolving] = useState<IncidentView | null>(null);
  return (
    <Card title={t('admin.incidents.title')}>
      <Loaded of={incidents} heights={['3rem']}>
        {(list) =>
          list.length === 0 ? (
            <p className="py-2 text-soft">{t('admin.incidents.none')}</p>
          ) : (
            <ul className="max-h-96 divide-y divide-line overflow-auto">
              {list.map((one) => (
                <IncidentRow key={one.incidentId} incident={one} onResolve={() => setResolving(one)} />
              ))}
            </ul>
          )
        }
      </Loaded>
      {resolving && <ResolveDialog incident={resolving} onClose={() => setResolving(null)} />}
    </Card>
  );
}

function IncidentRow({ incident, onResolve }: { incident: IncidentView; onResolve: () => void }) {
  const { t, i18n } = useTranslation();
  const online = useOnline();
  const { status, isBooked, raisedAtMs, resolvedBy, cause } = incident;
  return (
    <li className="flex flex-col gap-1.5 py-2.5">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Badge tone={status === 'open' ? 'bad' : 'good'}>
          {status === 'open'
            ? t('admin.incidents.open')
            : t('admin.incidents.resolved', { who: resolvedBy ?? t('common.none') })}
        </Badge>
        <Badge>{t(isBooked ? 'admin.incidents.booked' : 'admin.incidents.notBooked')}</Badge>
        <span className="num text-xs text-faint">{formatInstant(raisedAtMs, i18n.language)} UTC</span>
      </div>
      <details className="text-xs">
        <summary className="text-soft">{t('admin.incidents.cause')}</summary>
        <pre className="num mt-1 overflow-x-auto rounded bg-raised p-2" tabIndex={0}>
          {JSON.stringify(cause, null, 2)}
        </pre>
      </details>
      {status === 'open' && (
        <Button className="self-start" disabled={!online} onClick={onResolve}>
          {t('admin.incidents.resolve')}
        </Button>
      )}
    </li>
  );
}

function ResolveDialog({ incident: { incidentId }, onClose }: { incident: IncidentView; onClose: () => void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const resolve = useMutation({
    mutationFn: () => call(resolveIncident, { params: { incidentId } }),
    onSuccess: onClose,
    onSettled: () => void queries.invalidateQueries({ queryKey: KEY }),
  });
  return (
    <Dialog open title={t('admin.incidents.resolveTitle')} onClose={onClose}>
      <p className="text-soft">{t('admin.incidents.resolveText')}</p>
      <code className="break-all text-xs">{incidentId}</code>
      {resolve.isError && <Problem error={resolve.error} />}
      <div className="flex flex-wrap justify-end gap-2">
        <Button variant="ghost" onClick={onClose}>
          {t('common.cancel')}
        </Button>
        <Button variant="primary" disabled={resolve.isPending} onClick={() => resolve.mutate()}>
          {t('admin.incidents.resolveConfirm')}
        </Button>
      </div>
    </Dialog>
  );
}
