import type { FastifyInstance } from 'fastify';
import { LAB_REPORT_PATH, LabReportQuery, LabRunKey } from '@orbiquant/contracts';
import { AppError } from '@orbiquant/kernel';
import { checkAccess, personOf } from '@orbiquant/platform-http';
import { currentTrace, newTrace, traceparentOf } from '@orbiquant/platform-observe';
import type { Deps } from '../deps.ts';
import { refusalOf } from './refusal-of.ts';

const ABSENT = 'The lab does not answer';
/** A report of a long run takes seconds to draw. */
const TIMEOUT_MS = 30_000;
const PASSED_ON = ['content-type', 'content-disposition'] as const;

/** A run's report, passed on from the lab as it is. */
export function labReportRoute(server: FastifyInstance, { peers }: Deps): void {
  server.route({
    method: 'GET',
    url: LAB_REPORT_PATH,
    schema: { summary: 'A finished run as HTML, PDF or Excel', params: LabRunKey, querystring: LabReportQuery },
    config: { access: 'signed-in' },
    preValidation: async (request) => {
      request.caller = await server.authenticate(request.headers);
      checkAccess('signed-in', request.caller);
    },
    handler: async (request, reply) => {
      const { url, sign } = peers['ml-engine'];
      const { runId } = request.params as LabRunKey;
      const query = new URLSearchParams(request.query as LabReportQuery);
      const answer = await fetch(`${url}${LAB_REPORT_PATH.replace(':runId', runId)}?${query}`, {
        headers: {
          authorization: `Bearer ${await sign(personOf(request.caller))}`,
          traceparent: traceparentOf(currentTrace() ?? newTrace()),
        },
        signal: AbortSignal.timeout(TIMEOUT_MS),
      }).catch((cause: unknown) => {
        throw new AppError('service-unavailable', ABSENT, { retryable: true, cause });
      });
      if (!answer.ok) throw await refusalOf(answer, ABSENT);
      for (const name of PASSED_ON) reply.header(name, answer.headers.get(name) ?? '');
      return reply.header('cache-control', 'no-store').send(Buffer.from(await answer.arrayBuffer()));
    },
  });
}
