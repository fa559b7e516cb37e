import type { TFunction } from 'i18next';
import { texts } from '../../../shared/i18n/texts.ts';

type Name = keyof (typeof texts)['es']['rules']['examples'];
const isKnown = (name: string): name is Name => Object.hasOwn(texts.es.rules.examples, name);

/** What an example is called; one without a text goes by its own name. */
export const exampleText = (t: TFunction, name: string): string => (isKnown(name) ? t(`rules.examples.${name}`) : name);
