import type { Indicator } from '../indicator/indicator.ts';
import { awesomeOscillatorIndicator } from './awesome-oscillator.ts';
import { balanceOfPowerIndicator } from './balance-of-power.ts';
import { cciIndicator } from './cci.ts';
import { chandeMomentumIndicator, cmoIndicator } from './cmo.ts';
import { connorsRsiIndicator } from './connors-rsi.ts';
import { coppockIndicator } from './coppock.ts';
import { dpoIndicator } from './dpo.ts';
import { elderRayIndicator } from './elder-ray.ts';
import { macdIndicator } from './macd.ts';
import { apoIndicator, ppoIndicator, pvoIndicator } from './price-oscillators.ts';
import { momIndicator, rocIndicator } from './rate-of-change.ts';
import { rsiIndicator } from './rsi.ts';
import { stochasticIndicator, stochasticRsiIndicator, williamsRIndicator } from './stochastic.ts';
import { trixIndicator } from './trix.ts';
import { tsiIndicator } from './tsi.ts';
import { ultimateOscillatorIndicator } from './ultimate-oscillator.ts';

/** Every momentum measure in the registry. */
export const momentumIndicators: readonly Indicator[] = [
  rsiIndicator,
  stochasticIndicator,
  stochasticRsiIndicator,
  williamsRIndicator,
  macdIndicator,
  ppoIndicator,
  apoIndicator,
  pvoIndicator,
  momIndicator,
  rocIndicator,
  trixIndicator,
  cciIndicator,
  cmoIndicator,
  chandeMomentumIndicator,
  ultimateOscillatorIndicator,
  tsiIndicator,
  dpoIndicator,
  awesomeOscillatorIndicator,
  connorsRsiIndicator,
  elderRayIndicator,
  balanceOfPowerIndicator,
  coppockIndicator,
];
