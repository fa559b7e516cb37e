import { z } from 'zod';
import { Interval } from '@orbiquant/contracts';
import { BASELINES } from '@orbiquant/signal';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** What stands in a model's folder: each file by its digest, and what the graph expects and speaks of. */
export const ModelManifest = z.object({
  modelId: z.string().regex(/^[a-z0-9-]{1,60}$/),
  version: z.string().max(60),
  interval: Interval,
  horizonBars: z.number().int().positive(),
  /** Digest of the feature names in their order: a graph trained on other columns must not be fed ours. */
  featureNamesHash: sha256,
  /** The best simple forecast, and the factor that makes it right on average. */
  baseline: z.object({ name: z.enum(BASELINES), scale: z.number().positive() }),
  files: z.record(z.string().max(200), sha256),
});
export type ModelManifest = z.output<typeof ModelManifest>;
