import { useState } from 'react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { commandAgent, type Agent, type AgentCommand } from '@orbiquant/contracts';
import { newId } from '@orbiquant/kernel';
import { rememberAgent } from '../../shared/agents/use-agents.ts';
import { call } from '../../shared/api/call.ts';
import { useOnline } from '../../shared/status/use-online.ts';
import { Button } from '../../shared/ui/button.tsx';
import { Dialog } from '../../shared/ui/dialog.tsx';
import { Field } from '../../shared/ui/field.tsx';
import { Problem } from '../../shared/ui/problem.tsx';

const CONFIRM = { pause: 'confirmPause', resume: 'confirmResume', kill: 'confirmKill' } as const;

/** Pause, resume or kill, for operators: first chosen, then confirmed with what it will do in plain sight. */
export function AgentControls({ agent }: { agent: Agent }) {
  const { t } = useTranslation();
  const online = useOnline();
  const [chosen, setChosen] = useState<AgentCommand | null>(null);
  const offers: readonly AgentCommand[] = agent.state === 'active' ? ['pause', 'kill'] : ['resume', 'kill'];
  return (
    <div role="group" aria-label={t('agents.command.label')} className="flex flex-wrap gap-2">
      {offers.map((command) => (
        <Button
          key={command}
          variant={command === 'kill' ? 'danger' : 'quiet'}
          disabled={!online}
          title={online ? undefined : t('common.offlineShort')}
          onClick={() => setChosen(command)}
        >
          {t(`agents.command.${command}`)}
        </Button>
      ))}
      {chosen && <Confirm key={chosen} agent={agent} command={chosen} onClose={() => setChosen(null)} />}
    </div>
  );
}

function Confirm({ agent, command, onClose }: { agent: Agent; command: AgentCommand; onClose: () => void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [note, setNote] = useState('');
  const [idempotencyKey] = useState(newId);
  const order = useMutation({
    mutationFn: () =>
      call(commandAgent, { params: { agentId: agent.agentId }, body: { command, note } }, { idempotencyKey }),
    onSuccess: (changed) => rememberAgent(queries, changed),
  });
  return (
    <Dialog open title={t(`agents.command.${command}Title`, { name: agent.name })} onClose={onClose}>
      {order.isSuccess ? (
        <>
          <p role="status" className="rounded-lg bg-good-wash px-3 py-2 text-good">
            {t('agents.command.done', { name: agent.name, state: t(`reasons.words.${order.data.state}`) })}
          </p>
          <Button onClick={onClose}>{t('common.close')}</Button>
        </>
      ) : (
        <>
          <p className="text-soft">{t(`agents.command.${command}Text`)}</p>
          <Field
            label={t('agents.command.note')}
            value={note}
            maxLength={500}
            onChange={(event) => setNote(event.target.value)}
          />
          {order.isError && <Problem error={order.error} />}
          <div className="flex justify-end gap-2">
            <Button variant="ghost" onClick={onClose}>
              {t('common.cancel')}
            </Button>
            <Button
              variant={command === 'kill' ? 'danger' : 'primary'}
              disabled={order.isPending}
              onClick={() => order.mutate()}
            >
              {t(`agents.command.${CONFIRM[command]}`)}
            </Button>
          </div>
        </>
      )}
    </Dialog>
  );
}
