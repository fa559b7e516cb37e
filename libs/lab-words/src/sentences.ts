import { en } from './en.ts';
import { es } from './es.ts';

/** Every sentence by language, kind and code. */
export const sentences = { es, en } as const;
