import { z } from 'zod';
import { ModelCard } from '@orbiquant/contracts';
import type { DataSource } from '@orbiquant/platform-db';
import { ModelTable, ModelVersionTable } from './signal-entities.ts';

/** Models that this engine has served. */
export type ModelRepository = { register(card: ModelCard): Promise<void> };

export const modelRepository = (db: DataSource): ModelRepository => ({
  /** Notes a model and its version; a version that is known already keeps its first card. */
  async register(card) {
    const { modelId, purpose, version, sha256, status } = card;
    await db.transaction(async (tx) => {
      await tx.upsert(ModelTable, { modelId, purpose }, ['modelId']);
      const row = { modelId, version, sha256, status, card: z.encode(ModelCard, card) };
      await tx.createQueryBuilder().insert().into(ModelVersionTable).values(row).orIgnore().execute();
    });
  },
});
