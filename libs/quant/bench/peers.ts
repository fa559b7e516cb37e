import * as indicatorts from 'indicatorts';
import technical from 'technicalindicators';
import * as signals from 'trading-signals';
import type { BenchColumns } from './bench-columns.ts';

/** A library's way to compute one indicator over the same bars. */
export type Peer = { readonly library: string; run(): unknown };

/** Feeds a streaming indicator of trading-signals a value, or a bar, at a time and keeps the column of its results. */
function feed<Input>(indicator: { add(input: Input): unknown }, inputs: readonly Input[]): unknown[] {
  return inputs.map((input) => indicator.add(input));
}

const signalsPeer = (run: () => unknown): Peer => ({ library: 'trading-signals', run });
const indicatortsPeer = (run: () => unknown): Peer => ({ library: 'indicatorts', run });
const technicalPeer = (run: () => unknown): Peer => ({ library: 'technicalindicators', run });

/** The peers of each indicator, by our name for it. Settings are ours; each library gets its own preferred input. */
export function peersOf({ lists, candles }: BenchColumns): Readonly<Record<string, readonly Peer[]>> {
  const { high, low, close, volume } = lists;
  return {
    sma: [
      indicatortsPeer(() => indicatorts.sma(close, { period: 20 })),
      signalsPeer(() => feed(new signals.SMA(20), close)),
      technicalPeer(() => technical.SMA.calculate({ period: 20, values: close })),
    ],
    ema: [
      indicatortsPeer(() => indicatorts.ema(close, { period: 20 })),
      signalsPeer(() => feed(new signals.EMA(20), close)),
      technicalPeer(() => technical.EMA.calculate({ period: 20, values: close })),
    ],
    wma: [
      signalsPeer(() => feed(new signals.WMA(20), close)),
      technicalPeer(() => technical.WMA.calculate({ period: 20, values: close })),
    ],
    rma: [
      indicatortsPeer(() => indicatorts.rma(close, { period: 14 })),
      signalsPeer(() => feed(new signals.WSMA(14), close)),
      technicalPeer(() => technical.WEMA.calculate({ period: 14, values: close })),
    ],
    hma: [signalsPeer(() => feed(new signals.HMA(16), close))],
    dema: [
      indicatortsPeer(() => indicatorts.dema(close, { period: 20 })),
      signalsPeer(() => feed(new signals.DEMA(20), close)),
    ],
    tema: [
      indicatortsPeer(() => indicatorts.tema(close, { period: 20 })),
      signalsPeer(() => feed(new signals.TEMA(20), close)),
    ],
    trima: [
      indicatortsPeer(() => indicatorts.trima(close, { period: 20 })),
      signalsPeer(() => feed(new signals.TRIMA(20), close)),
    ],
    vwma: [indicatortsPeer(() => indicatorts.vwma(close, volume, { period: 20 }))],
    rsi: [
      indicatortsPeer(() => indicatorts.rsi(close, { period: 14 })),
      signalsPeer(() => feed(new signals.RSI(14), close)),
      technicalPeer(() => technical.RSI.calculate({ period: 14, values: close })),
    ],
    macd: [
      indicatortsPeer(() => indicatorts.macd(close, { fast: 12, slow: 26, signal: 9 })),
      signalsPeer(() => feed(new signals.MACD(new signals.EMA(12), new signals.EMA(26), new signals.EMA(9)), close)),
      technicalPeer(() =>
        technical.MACD.calculate({
          values: close,
          fastPeriod: 12,
          slowPeriod: 26,
          signalPeriod: 9,
          SimpleMAOscillator: false,
          SimpleMASignal: false,
        }),
      ),
    ],
    apo: [
      indicatortsPeer(() => indicatorts.apo(close, { fast: 12, slow: 26 })),
      signalsPeer(() => feed(new signals.APO({ fastPeriod: 12, slowPeriod: 26 }), close)),
    ],
    ppo: [
      indicatortsPeer(() => indicatorts.ppo(close, { fast: 12, slow: 26, signal: 9 })),
      signalsPeer(() => feed(new signals.PPO({ fastPeriod: 12, slowPeriod: 26 }), close)),
    ],
    mom: [signalsPeer(() => feed(new signals.MOM(10), close))],
    roc: [
      indicatortsPeer(() => indicatorts.roc(close, { period: 10 })),
      signalsPeer(() => feed(new signals.ROC(10), close)),
      technicalPeer(() => technical.ROC.calculate({ period: 10, values: close })),
    ],
    trix: [
      indicatortsPeer(() => indicatorts.trix(close, { period: 14 })),
      signalsPeer(() => feed(new signals.TRIX(14), close)),
      technicalPeer(() => technical.TRIX.calculate({ period: 14, values: close })),
    ],
    cci: [
      indicatortsPeer(() => indicatorts.cci(high, low, close, { period: 20 })),
      signalsPeer(() => feed(new signals.CCI(20), candles)),
      technicalPeer(() => technical.CCI.calculate({ period: 20, high, low, close })),
    ],
    stochastic: [
      indicatortsPeer(() => indicatorts.stoch(high, low, close, { kPeriod: 14, dPeriod: 3 })),
      signalsPeer(() =>
        feed(new signals.StochasticOscillator({ kPeriod: 14, kSlowingPeriod: 3, dPeriod: 3 }), candles),
      ),
      technicalPeer(() => technical.Stochastic.calculate({ high, low, close, period: 14, signalPeriod: 3 })),
    ],
    'stochastic-rsi': [
      signalsPeer(() => feed(new signals.StochasticRSI(14), close)),
      technicalPeer(() =>
        technical.StochasticRSI.calculate({
          values: close,
          rsiPeriod: 14,
          stochasticPeriod: 14,
          kPeriod: 1,
          dPeriod: 3,
        }),
      ),
    ],
    'williams-r': [
      indicatortsPeer(() => indicatorts.willr(high, low, close, { period: 14 })),
      signalsPeer(() => feed(new signals.WilliamsR(14), candles)),
      technicalPeer(() => technical.WilliamsR.calculate({ high, low, close, period: 14 })),
    ],
    'awesome-oscillator': [
      indicatortsPeer(() => indicatorts.ao(high, low, { fast: 5, slow: 34 })),
      signalsPeer(() => feed(new signals.AO(5, 34), candles)),
      technicalPeer(() => technical.AwesomeOscillator.calculate({ high, low, fastPeriod: 5, slowPeriod: 34 })),
    ],
    adx: [
      signalsPeer(() => feed(new signals.ADX(14), candles)),
      technicalPeer(() => technical.ADX.calculate({ high, low, close, period: 14 })),
    ],
    aroon: [
      indicatortsPeer(() => indicatorts.aroon(high, low, { period: 25 })),
      signalsPeer(() => feed(new signals.Aroon(25), candles)),
    ],
    'parabolic-sar': [
      indicatortsPeer(() => indicatorts.psar(high, low, close, { step: 0.02, max: 0.2 })),
      signalsPeer(() => feed(new signals.PSAR({ accelerationMax: 0.2, accelerationStep: 0.02 }), candles)),
      technicalPeer(() => technical.PSAR.calculate({ high, low, step: 0.02, max: 0.2 })),
    ],
    vortex: [
      indicatortsPeer(() => indicatorts.vortex(high, low, close, { period: 14 })),
      signalsPeer(() => feed(new signals.VortexIndicator(14), candles)),
    ],
    'mass-index': [
      indicatortsPeer(() => indicatorts.mi(high, low, { emaPeriod: 9, miPeriod: 25 })),
      signalsPeer(() => feed(new signals.MassIndex(25), candles)),
    ],
    'true-range': [
      indicatortsPeer(() => indicatorts.tr(high, low, close)),
      signalsPeer(() => feed(new signals.TR(), candles)),
      technicalPeer(() => technical.TrueRange.calculate({ high, low, close })),
    ],
    atr: [
      indicatortsPeer(() => indicatorts.atr(high, low, close, { period: 14 })),
      signalsPeer(() => feed(new signals.ATR(14), candles)),
      technicalPeer(() => technical.ATR.calculate({ high, low, close, period: 14 })),
    ],
    bollinger: [
      indicatortsPeer(() => indicatorts.bb(close, { period: 20 })),
      signalsPeer(() => feed(new signals.BollingerBands(20, 2), close)),
      technicalPeer(() => technical.BollingerBands.calculate({ period: 20, stdDev: 2, values: close })),
    ],
    keltner: [
      indicatortsPeer(() => indicatorts.kc(high, low, close, { period: 20 })),
      signalsPeer(() =>
        feed(new signals.KeltnerChannels({ atrInterval: 10, emaInterval: 20, multiplier: 2 }), candles),
      ),
    ],
    donchian: [
      indicatortsPeer(() => indicatorts.dc(close, { period: 20 })),
      signalsPeer(() => feed(new signals.DonchianChannels(20), candles)),
    ],
    'standard-deviation': [
      indicatortsPeer(() => indicatorts.mstd(close, { period: 20 })),
      technicalPeer(() => technical.SD.calculate({ period: 20, values: close })),
    ],
    'ulcer-index': [
      indicatortsPeer(() => indicatorts.ui(close, { period: 14 })),
      signalsPeer(() => feed(new signals.UlcerIndex(14), close)),
    ],
    obv: [
      indicatortsPeer(() => indicatorts.obv(close, volume)),
      signalsPeer(() => feed(new signals.OBV(5), candles)),
      technicalPeer(() => technical.OBV.calculate({ close, volume })),
    ],
    adl: [
      indicatortsPeer(() => indicatorts.ad(high, low, close, volume)),
      signalsPeer(() => feed(new signals.AD(), candles)),
      technicalPeer(() => technical.ADL.calculate({ high, low, close, volume })),
    ],
    'chaikin-oscillator': [
      indicatortsPeer(() => indicatorts.cmo(high, low, close, volume, { fast: 3, slow: 10 })),
      signalsPeer(() => feed(new signals.ADOSC({ fastPeriod: 3, slowPeriod: 10 }), candles)),
    ],
    cmf: [
      indicatortsPeer(() => indicatorts.cmf(high, low, close, volume, { period: 20 })),
      signalsPeer(() => feed(new signals.CMF(20), candles)),
    ],
    mfi: [
      indicatortsPeer(() => indicatorts.mfi(high, low, close, volume, { period: 14 })),
      signalsPeer(() => feed(new signals.MFI(14), candles)),
      technicalPeer(() => technical.MFI.calculate({ high, low, close, volume, period: 14 })),
    ],
    'force-index': [
      indicatortsPeer(() => indicatorts.fi(close, volume, { period: 13 })),
      signalsPeer(() => feed(new signals.ForceIndex(13), candles)),
      technicalPeer(() => technical.ForceIndex.calculate({ close, volume, period: 13 })),
    ],
    supertrend: [signalsPeer(() => feed(new signals.SuperTrend({ interval: 10, multiplier: 3 }), candles))],
    choppiness: [signalsPeer(() => feed(new signals.CHOP(14), candles))],
    kama: [signalsPeer(() => feed(new signals.KAMA(10), close))],
    'ultimate-oscillator': [signalsPeer(() => feed(new signals.UltimateOscillator(), candles))],
    'heikin-ashi': [technicalPeer(() => technical.HeikinAshi.calculate({ open: lists.open, high, low, close }))],
  };
}
