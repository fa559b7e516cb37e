import type { FastifyInstance } from 'fastify';
import {
  getSettlement,
  getSettlementDeadLetters,
  getSettlements,
  SETTLEMENT_FILE_PATH,
  SettlementDayKey,
  SettlementFileQuery,
  tellSettlement,
  type SettlementReport,
} from '@orbiquant/contracts';
import { AppError } from '@orbiquant/kernel';
import { checkAccess, mount } from '@orbiquant/platform-http';
import type { EntityManager } from '@orbiquant/platform-db';
import { CLOSE, findReport, listReports, listSettlementDeadLetters, tellFact } from '@orbiquant/settlement-store';
import type { Deps } from '../deps.ts';
import { settlementFiles } from '../jobs/settlement-files.ts';

const SHOWN = 200;

/** Settled days as figures and as files, what could not be read, and a door for facts. */
export function settlementRoutes(server: FastifyInstance, deps: Pick<Deps, 'db' | 'clock'>): void {
  const { db } = deps;
  mount(server, getSettlements, () => listReports(db.manager, SHOWN));
  mount(server, getSettlement, ({ params: { day }, query: { cycle } }) => reportOr404(db.manager, day, cycle));
  mount(server, getSettlementDeadLetters, () => listSettlementDeadLetters(db.manager, SHOWN));
  mount(server, tellSettlement, async ({ body }) => ({ taken: await db.transaction((tx) => tellFact(tx, body)) }));
  fileRoute(server, deps);
}

function fileRoute(server: FastifyInstance, { db, clock }: Pick<Deps, 'db' | 'clock'>): void {
  const fileOf = settlementFiles(clock);
  server.route({
    method: 'GET',
    url: SETTLEMENT_FILE_PATH,
    schema: {
      summary: 'A settled day as JSON, CSV, Excel or PDF',
      params: SettlementDayKey,
      querystring: SettlementFileQuery,
    },
    config: { access: 'operator' },
    preValidation: async (request) => {
      request.caller = await server.authenticate(request.headers);
      checkAccess('operator', request.caller);
    },
    handler: async (request, reply) => {
      const query = request.query as SettlementFileQuery;
      const report = await reportOr404(db.manager, (request.params as SettlementDayKey).day, query.cycle);
      const { fileName, contentType, bytes } = await fileOf(report, query);
      return (
        reply
          .header('content-type', contentType)
          .header('content-disposition', `attachment; filename="${fileName}"`)
          // a closed day never changes; of an open one there may be a newer look soon
          .header('cache-control', report.cycle === CLOSE ? 'private, max-age=86400' : 'no-store')
          .send(Buffer.from(bytes))
      );
    },
  });
}

async function reportOr404(db: EntityManager, day: string, cycle: string | undefined): Promise<SettlementReport> {
  const report = await findReport(db, day, cycle ?? null);
  if (!report) throw new AppError('not-found', `${day} has not been settled`);
  return report;
}
