import type { Indicator } from '../indicator/indicator.ts';
import { alligatorIndicator } from './alligator.ts';
import { almaIndicator } from './alma.ts';
import { demaIndicator } from './dema.ts';
import { efficiencyRatioIndicator } from './efficiency.ts';
import { emaIndicator } from './ema.ts';
import { envelopeIndicator } from './envelope.ts';
import { hmaIndicator } from './hma.ts';
import { kamaIndicator } from './kama.ts';
import { mcginleyIndicator } from './mcginley.ts';
import { rmaIndicator } from './rma.ts';
import { smaIndicator } from './sma.ts';
import { t3Indicator } from './t3.ts';
import { temaIndicator } from './tema.ts';
import { trimaIndicator } from './trima.ts';
import { vwmaIndicator } from './vwma.ts';
import { wmaIndicator } from './wma.ts';
import { zlemaIndicator } from './zlema.ts';

/** Every average in the registry. */
export const averageIndicators: readonly Indicator[] = [
  smaIndicator,
  emaIndicator,
  wmaIndicator,
  rmaIndicator,
  hmaIndicator,
  demaIndicator,
  temaIndicator,
  t3Indicator,
  trimaIndicator,
  kamaIndicator,
  almaIndicator,
  zlemaIndicator,
  vwmaIndicator,
  mcginleyIndicator,
  envelopeIndicator,
  alligatorIndicator,
  efficiencyRatioIndicator,
];
