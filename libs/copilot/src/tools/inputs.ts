import { INTERVALS } from '@orbiquant/contracts';
import { z } from 'zod';

/** An instrument as a tool wants it: `BASE/QUOTE`. */
export const symbolInput = z
  .string()
  .max(30)
  .regex(/^[A-Z0-9]{1,15}\/[A-Z0-9]{2,10}$/)
  .describe('Instrument such as BTC/USDT');

/** A candle length. */
export const intervalInput = z.enum(INTERVALS).default('1h').describe('Candle length');

/** An averaging window. */
export const periodInput = (fallback: number) =>
  z.number().int().min(2).max(400).default(fallback).describe('Bars in the average');

/** A figure that may be unknown. */
export const figure = z.number().nullable();
