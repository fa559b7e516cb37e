import type { DataSource } from '@orbiquant/platform-db';

/** A trial as the ledger keeps it: what it was of, and what it gave. */
export type StoredTrial = { parametersDigest: string; trial: unknown };

/** Which trials: of one data set, by one family of strategies. */
export type TrialKey = { dataDigest: string; family: string };

/** Every combination tried on a data set, whoever tried it. */
export type TrialRepository = {
  /** Adds what is new; a combination that is known keeps its first record. */
  record(key: TrialKey, runId: string, trials: readonly StoredTrial[]): Promise<void>;
  of(key: TrialKey): Promise<StoredTrial[]>;
};

const ROWS = 1_000;

export const trialRepository = (db: DataSource): TrialRepository => ({
  async record({ dataDigest, family }, runId, trials) {
    for (let from = 0; from < trials.length; from += ROWS) {
      const rows = trials.slice(from, from + ROWS);
      await db.query(
        `INSERT INTO ml.trials (data_digest, family, run_id, parameters_digest, trial)
         SELECT $1, $2, $3, digest, trial::jsonb FROM unnest($4::text[], $5::text[]) AS t(digest, trial)
         ON CONFLICT DO NOTHING`,
        [
          dataDigest,
          family,
          runId,
          rows.map(({ parametersDigest }) => parametersDigest),
          rows.map(({ trial }) => JSON.stringify(trial)),
        ],
      );
    }
  },

  async of({ dataDigest, family }) {
    const rows = (await db.query(
      `SELECT parameters_digest AS "parametersDigest", trial FROM ml.trials
        WHERE data_digest = $1 AND family = $2 ORDER BY parameters_digest`,
      [dataDigest, family],
    )) as StoredTrial[];
    return rows;
  },
});
