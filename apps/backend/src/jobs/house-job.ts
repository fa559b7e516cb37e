import type { Job } from '@orbiquant/jobs';
import type { DataSource, EntityManager } from '@orbiquant/platform-db';
import type { Calendar } from '../calendar.ts';
import type { CronName } from './jobs-env.ts';
import type { HouseWork } from './house-work.ts';

/** A job of this house: its schedule is a variable of the configuration. */
export type HouseJob = Job<EntityManager> & { env: CronName };

/** What the jobs are made of. */
export type JobDeps = { db: DataSource; work: HouseWork; calendar?: Calendar | undefined };
