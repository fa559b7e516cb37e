import { useRef } from 'react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { createLabRun, type LabOrder } from '@orbiquant/contracts';
import { newId } from '@orbiquant/kernel';
import { call } from '../../../shared/api/call.ts';
import { runKey } from '../list/use-runs.ts';

/** Orders a run and goes to it. The same order sent again after a cut is the same run; a changed one is another. */
export function useOrderRun() {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const sent = useRef({ text: '', key: '' });
  return useMutation({
    mutationFn: (order: LabOrder) => {
      const text = JSON.stringify(order);
      if (sent.current.text !== text) sent.current = { text, key: newId() };
      return call(createLabRun, { body: order }, { idempotencyKey: sent.current.key });
    },
    onSuccess: (run) => {
      sent.current = { text: '', key: '' };
      queries.setQueryData(runKey(run.runId), run);
      void queries.invalidateQueries({ queryKey: ['lab', 'runs'] });
      void navigate({ to: '/lab/$runId', params: { runId: run.runId } });
    },
  });
}
