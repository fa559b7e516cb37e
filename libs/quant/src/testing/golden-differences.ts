/**
 * Where we do not agree with published values, and why: from which bar on we do (bars whose seeds have been forgotten), or
 * never. A test holds this table equal to what differs, in both directions.
 */
export type GoldenDifference = { readonly reason: string; readonly from: Readonly<Record<string, number | 'never'>> };

/** Differences by reason. */
export const goldenDifferences: readonly GoldenDifference[] = [
  {
    reason:
      'EMA of EMA begins at the first value of the inner one, as TA-Lib has it; theirs runs all stages from one seed.',
    from: {
      'stock-indicators dema.dema': 117,
      'stock-indicators tema.tema': 213,
      'stock-indicators t3.t3': 52,
      'stock-indicators trix.trix': 181,
    },
  },
  {
    reason: "The seed itself is shown there one bar before TA-Lib's first value; all values agree.",
    from: {
      'stock-indicators kama.kama': 10,
    },
  },
  {
    reason: "Wilder's sums begin with period - 1 bars, as TA-Lib has it; theirs with period bars.",
    from: {
      'stock-indicators adx.pdi': 245,
      'stock-indicators adx.mdi': 231,
      'stock-indicators adx.dx': 300,
      'stock-indicators adx.adx': 295,
      'lean spy_with_adx.txt +DI14': 104,
      'lean spy_with_adx.txt -DI14': 121,
      'lean spy_with_adx.txt ADX 14': 148,
      'lean spy_with_adx.txt ADXR 14': 153,
    },
  },
  {
    reason: 'ADXR looks back period - 1 bars, as TA-Lib has it; theirs period bars.',
    from: {
      'stock-indicators adx.adxr': 'never',
    },
  },
  {
    reason: 'Of equal extremes the newest counts, as TA-Lib has it; theirs takes the oldest.',
    from: {
      'stock-indicators aroon.aroonUp': 194,
      'stock-indicators aroon.aroonDown': 233,
      'stock-indicators aroon.oscillator': 233,
    },
  },
  {
    reason:
      'The first direction is that of the larger directional movement, as TA-Lib has it; theirs begins otherwise.',
    from: {
      'stock-indicators psar.sar': 251,
      'tulip psar 0.02/0.2 value (87 bars)': 8,
    },
  },
  {
    reason: 'OBV begins with the volume of bar 0, as TA-Lib has it; theirs with 0: a constant offset.',
    from: {
      'stock-indicators obv.obv': 'never',
      'tulip obv value (15 bars)': 'never',
      'tulip obv value (10 bars)': 'never',
    },
  },
  {
    reason: 'Both averages begin at the first value of the line, as TA-Lib has it; theirs are seeded with a mean.',
    from: {
      'stock-indicators chaikin-osc.oscillator': 104,
      'lean spy_ad_osc.txt AdOsc_3_10': 101,
    },
  },
  {
    reason: 'The bell leans to the newest bar, as Legoux drew it; theirs has the weights in reverse order.',
    from: {
      'lean spy_alma.txt ALMA': 'never',
      'tulip alma 9/0.85/6 value (72 bars)': 'never',
    },
  },
  {
    reason: 'Seeded with the first price; theirs with a mean of the first 14.',
    from: {
      'lean spy_with_McGinleyDynamic.csv McGinleyDynamic14': 222,
    },
  },
  {
    reason: "EMAs, as the oscillator is commonly read; TA-Lib's default average type, used there, is simple.",
    from: {
      'lean spy_apo.txt APO_5_10': 'never',
      'lean spy_ppo.txt PPO_5_10': 'never',
    },
  },
  {
    reason:
      'A close equal to the one before ends the streak, as Connors says; theirs goes on differently over such bars.',
    from: {
      'lean spy_crsi.csv crsi': 'never',
    },
  },
  {
    reason:
      'The average true range begins at bar 1, which has a close before it; theirs counts the range of bar 0, and 78 bars do not forget it.',
    from: {
      'lean dwac_supertrend.txt Super': 'never',
    },
  },
  {
    reason: 'True highs and lows count gaps into the range, as Dreiss does; theirs takes plain highs and lows.',
    from: {
      'lean spy_with_chop.csv CHOP14': 'never',
    },
  },
  {
    reason: 'The file begins in the middle of a longer history, whose averages were already running.',
    from: {
      'lean spy_mass_index_25.txt MassIndex': 121,
    },
  },
  {
    reason: 'The average true range begins at bar 1, as TA-Lib has it; theirs counts high - low of bar 0.',
    from: {
      'lean spy_atr_wilder.txt Average True Range 14': 117,
      'tulip atr 5 value (15 bars)': 'never',
      'tulip natr 5 value (15 bars)': 'never',
    },
  },
  {
    reason: 'EMA of closes; theirs is a simple average of typical prices.',
    from: {
      'lean spy_with_keltner.csv Middle Band': 'never',
      'lean spy_with_keltner.csv Keltner Channels 20 Top': 'never',
    },
  },
  {
    reason: 'Rescaled range; theirs is the scaling of lagged differences, another estimator.',
    from: {
      'lean spy_hurst_exponent.csv hurst_exponent': 'never',
    },
  },
  {
    reason: 'Averages of the volume force are seeded with a mean; theirs begins otherwise.',
    from: {
      'lean spy_with_kvo.csv KVO5_10': 125,
      'tulip kvo 2/5 kvo (15 bars)': 'never',
    },
  },
  {
    reason: 'Typical price (H + L + C) / 3 for a bar; theirs takes (O + H + L + C) / 4.',
    from: {
      'lean spy_with_vwap.txt Moving VWAP 50': 'never',
    },
  },
  {
    reason: 'EMA is seeded with the mean of its first period, as TA-Lib has it; Tulip begins at the first value.',
    from: {
      'tulip ema 5 value (15 bars)': 'never',
      'tulip ema 5 value (8 bars)': 'never',
      'tulip dema 5 value (15 bars)': 'never',
      'tulip dema 5 value (14 bars)': 'never',
      'tulip tema 5 value (15 bars)': 'never',
      'tulip tema 5 value (16 bars)': 'never',
      'tulip zlema 5 value (15 bars)': 'never',
      'tulip zlema 6 value (18 bars)': 'never',
      'tulip apo 2/5 value (15 bars)': 'never',
      'tulip apo 3/5 value (8 bars)': 'never',
      'tulip ppo 2/5 ppo (15 bars)': 'never',
      'tulip ppo 3/5 ppo (8 bars)': 'never',
      'tulip mass 3 value (20 bars)': 'never',
    },
  },
  {
    reason: "Tulip fixes MACD's factors at 12/26 to 0.15 and 0.075, and begins its EMAs at the first value.",
    from: {
      'tulip macd 2/5/9 macd (15 bars)': 'never',
      'tulip macd 2/5/9 signal (15 bars)': 'never',
      'tulip macd 2/5/9 histogram (15 bars)': 'never',
      'tulip macd 12/26/9 macd (55 bars)': 'never',
      'tulip macd 12/26/9 signal (55 bars)': 'never',
      'tulip macd 12/26/9 histogram (55 bars)': 'never',
    },
  },
  {
    reason:
      'EMAs are seeded with the mean of their first period, as TA-Lib has it; Tulip begins at the first value and divides by the later one.',
    from: {
      'tulip trix 5 value (15 bars)': 'never',
      'tulip trix 3 value (10 bars)': 'never',
    },
  },
  {
    reason:
      "Wilder's sums begin at bar 1, as TA-Lib has it; Tulip has its first DX one bar earlier, so its mean is of other bars.",
    from: {
      'tulip adx 5 adx (15 bars)': 'never',
      'tulip adx 14 adx (50 bars)': 'never',
      'tulip adx 14 adx (29 bars)': 'never',
      'tulip adxr 5 adxr (15 bars)': 'never',
      'tulip adxr 14 adxr (50 bars)': 'never',
    },
  },
  {
    reason: 'Theirs begins at bar 20, before a window of 22 bars is full, so the windows are not the same.',
    from: {
      'tulip ce 22/3 long (61 bars)': 'never',
      'tulip ce 22/3 short (61 bars)': 'never',
    },
  },
];

/** Published vectors that nothing of ours is compared with, and why. */
export const goldenWithout: Readonly<Record<'stock-indicators' | 'lean' | 'tulip', Readonly<Record<string, string>>>> =
  {
    'stock-indicators': {
      'atr-stop doji fcb fisher gator htl mama marubozu pmo roc-wb smi stc vol-stop': 'no such indicator here',
      'beta corr prs': 'need a second instrument; correlation is held to its own two-pass definition',
      'barpart renko renko-atr': 'other kinds of bars, not indicators',
      'pivot-points': 'pivots of calendar months; ours are of the UTC day before (rolling-pivots has the same formula)',
      'stdev-channels': 'fitted over the whole history: it looks ahead',
      'zigzag zigzag-close': 'repainted: lines are drawn between turns before they are known',
    },
    lean: {
      'alpha_indicator_datatest bi_datatest spy_qqq_corr spy_qqq_cov': 'need a second instrument',
      'arms_data mcclellan_data nhnl_data spy_adr': 'breadth of many instruments',
      'eurusd_candle_patterns ewz_candle_patterns spy_candle_patterns td_sequential_test_data': 'candle patterns',
      'spy_sortino spy_sr spy_tdd spy_valueatrisk': 'performance measures, tested there',
      'vp_datatest tp_datatest': 'volume by closing price; ours spreads it over the range of the bar',
      'spy_zigzag spy_pivot_pnt_hl': 'marks drawn at the turn, before it is known',
      spy_with_rma: 'RMA5 there is SMA(n) + SMA(3n) - SMA(2n), not the average of Wilder',
      'spy_atr spy_10_min spy_ohlcv': 'simple average of true ranges, or bars only',
      'custom_future_chris_cme_es1 custom_future_chris_cme_es2 fxVolumeDaily fxVolumeHourly fxVolumeMinute stock_prices test':
        'bars only',
      '00010101_05_example_psychsignal_testdata CashTestingStrategy aapl_chain daily-stock-picker-backtest daily-stock-picker-live portfolio_targets':
        'not indicators',
      'eurusd60_dem frama spy_acceleration_bands_20_4 spy_aps spy_arima spy_asi spy_do spy_emv spy_logr14 spy_mama spy_midpoint spy_pso spy_rdv spy_rocr spy_rvi spy_si spy_sm spy_stc spy_swiss spy_vidya spy_with_ChandeKrollStop spy_with_fisher spy_with_hilbert spy_with_ibs spy_with_kst spy_with_rsv spy_with_sobv spy_wto':
        'no such indicator here',
    },
    tulip: {
      'abs acos add asin atan ceil cos cosh crossany crossover decay div edecay exp floor lag ln log10 mul round sin sinh sqrt sub sum tan tanh todeg torad trunc':
        'arithmetic on columns, not indicators',
      'avgprice medprice typprice wcprice': 'arithmetic on one bar',
      'cvi dm emv fisher fosc marketfi md msw qstick rocr stderr vhf vidya volatility vosc wad abands ikhts rmta':
        'no such indicator here',
    },
  };
