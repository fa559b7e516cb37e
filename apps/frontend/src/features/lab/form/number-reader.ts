import { readNumber, writeNumber } from '../parts/read-number.ts';
import type { Fault } from './fault.ts';

type Bounds = { min: number; max: number };
type Read = (field: string, text: string, bounds: Bounds) => number;

/** Reads numbers and remembers, field by field, what is wrong; what cannot be read counts as 0 meanwhile. */
export type NumberReader = { number: Read; whole: Read; refuse: (fault: Fault) => void; faults: readonly Fault[] };

/** A reader for one form, in the language that it is typed in. */
export function numberReader(language: string): NumberReader {
  const faults: Fault[] = [];
  const refuse = (fault: Fault): void => {
    if (!faults.some(({ field }) => field === fault.field)) faults.push(fault);
  };
  const number: Read = (field, text, { min, max }) => {
    const value = readNumber(text, language);
    if (value === null) {
      refuse({ field, code: text.trim() === '' ? 'missing' : 'not-a-number' });
      return 0;
    }
    const params = { min: writeNumber(min, language), max: writeNumber(max, language) };
    if (value < min || value > max) refuse({ field, code: 'out-of-range', params });
    return value;
  };
  const whole: Read = (field, text, bounds) => {
    const value = number(field, text, bounds);
    if (!Number.isInteger(value)) refuse({ field, code: 'not-whole' });
    return value;
  };
  return { number, whole, refuse, faults };
}
