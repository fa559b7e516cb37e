import { common } from './texts/common.ts';
import { login } from './texts/login.ts';
import { markets } from './texts/markets.ts';
import { problems } from './texts/problems.ts';
import { shell } from './texts/shell.ts';

const parts = { common, login, markets, problems, shell };

type Texts<L extends 'es' | 'en'> = { [K in keyof typeof parts]: (typeof parts)[K][L] };

const inLanguage = <L extends 'es' | 'en'>(language: L): Texts<L> =>
  Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, part[language]])) as Texts<L>;

/** Every text of the application, by language and part. */
export const texts = { es: inLanguage('es'), en: inLanguage('en') };
