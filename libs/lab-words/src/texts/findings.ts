import type { Bilingual } from '../bilingual.ts';

/** What stands out in a finished run. */
export const findings = { es: {}, en: {} } as const satisfies Bilingual;

/** What to try next. */
export const suggestions = { es: {}, en: {} } as const satisfies Bilingual;
