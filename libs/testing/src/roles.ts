export type { ServiceRole } from '@orbiquant/database';
