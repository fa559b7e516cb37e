import type { TrialRecord } from '@orbiquant/lab';
import type { DataSource } from '@orbiquant/platform-db';

/** Whose trials: those of one family of strategies on one data set. */
export type TrialKey = { dataDigest: string; family: string };

/** Every combination tried on a data set, whoever tried it. */
export type TrialRepository = {
  /** Adds what is new; a combination that is known keeps its first record. */
  record(key: TrialKey, runId: string, trials: readonly TrialRecord[]): Promise<void>;
  /** All trials on the data set, those of other families too: luck does not ask which rule it was that was tried. */
  before(key: TrialKey): Promise<TrialRecord[]>;
};

const ROWS = 1_000;

export const trialRepository = (db: DataSource): TrialRepository => ({
  async record({ dataDigest, family }, runId, trials) {
    for (let from = 0; from < trials.length; from += ROWS) {
      const rows = trials.slice(from, from + ROWS);
      await db.query(
        `INSERT INTO ml.trials (data_digest, family, run_id, parameters_digest, sharpe_per_day, days)
         SELECT $1, $2, $3, * FROM unnest($4::text[], $5::float8[], $6::int[])
         ON CONFLICT DO NOTHING`,
        [
          dataDigest,
          family,
          runId,
          rows.map(({ parametersDigest }) => parametersDigest),
          rows.map(({ sharpePerDay }) => sharpePerDay),
          rows.map(({ days }) => days),
        ],
      );
    }
  },

  async before({ dataDigest, family }) {
    return (await db.query(
      `SELECT CASE WHEN family = $2 THEN '' ELSE family || ':' END || parameters_digest AS "parametersDigest",
              sharpe_per_day AS "sharpePerDay", days
         FROM ml.trials WHERE data_digest = $1 ORDER BY family, parameters_digest`,
      [dataDigest, family],
    )) as TrialRecord[];
  },
});
