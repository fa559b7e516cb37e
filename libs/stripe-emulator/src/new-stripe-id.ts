import type { Rng } from '@orbiquant/kernel';

const LETTERS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const BLOCK = 6;
const BLOCK_SPAN = LETTERS.length ** BLOCK;

/** Ids as Stripe's look: a prefix that tells the kind, letters that grow with time, letters of chance. */
export function stripeIds(rng: Rng): (prefix: string) => string {
  let made = 0;
  return (prefix) => {
    made += 1;
    return `${prefix}_1${letters(made)}${letters(rng.below(BLOCK_SPAN))}${letters(rng.below(BLOCK_SPAN))}`;
  };
}

function letters(value: number): string {
  let text = '';
  for (let rest = value, i = 0; i < BLOCK; i++) {
    text = LETTERS[rest % LETTERS.length] + text;
    rest = Math.floor(rest / LETTERS.length);
  }
  return text;
}
