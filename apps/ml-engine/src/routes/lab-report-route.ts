import type { FastifyInstance } from 'fastify';
import { LAB_REPORT_PATH, LabReportQuery, LabRunKey } from '@orbiquant/contracts';
import { reportOf } from '@orbiquant/lab-report';
import type { RunRepository } from '@orbiquant/lab-store';
import { checkAccess, personOf } from '@orbiquant/platform-http';

/** A finished run as a file, for the person who ordered it. */
export function labReportRoute(server: FastifyInstance, runs: RunRepository): void {
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
      const { userId } = personOf(request.caller);
      const { runId } = request.params as LabRunKey;
      const [run, result] = [await runs.find(userId, runId), await runs.result(userId, runId)];
      const { fileName, contentType, bytes } = await reportOf({ run, result }, request.query as LabReportQuery);
      return reply
        .header('content-type', contentType)
        .header('content-disposition', `attachment; filename="${fileName}"`)
        .header('cache-control', 'no-store')
        .send(Buffer.from(bytes));
    },
  });
}
