import type { Bilingual } from '../bilingual.ts';

/** Names of strategies. */
export const strategyNames = {
  es: {
    breakout: 'Ruptura',
    'buy-and-hold': 'Comprar y mantener',
    grid: 'Rejilla',
    'hma-sma': 'HMA/SMA',
    'mean-reversion': 'Vuelta a la media',
    'momentum-scalping': 'Impulso corto',
    'sma-cross': 'Cruce de medias',
    swing: 'Retroceso en tendencia',
    'trend-following': 'Seguimiento de tendencia',
    rules: 'Reglas propias',
  },
  en: {
    breakout: 'Breakout',
    'buy-and-hold': 'Buy and hold',
    grid: 'Grid',
    'hma-sma': 'HMA/SMA',
    'mean-reversion': 'Mean reversion',
    'momentum-scalping': 'Momentum scalping',
    'sma-cross': 'Averages crossing',
    swing: 'Swing',
    'trend-following': 'Trend following',
    rules: 'Own rules',
  },
} as const satisfies Bilingual;

/** What each strategy does, in one or two sentences. */
export const strategyAbouts = {
  es: {
    breakout:
      'Espera justo por encima del máximo de las últimas velas. Si el precio lo supera, compra, y un stop lo sigue a cierta distancia.',
    'buy-and-hold': 'Compra una vez y no vende. Es la vara de medir: cualquier otra estrategia tiene que superarla.',
    grid: 'Cuando el precio va de lado, compra en escalones bajo su media y vende cada compra un escalón más arriba.',
    'hma-sma':
      'Compra cuando el precio está sobre su media y las medias de Hull de 1 h y 4 h suben; sale cuando deja de ser así. Necesita unos 36 días antes de decir nada.',
    'mean-reversion':
      'Cuando el precio va de lado, compra una caída por debajo de su banda y vende cuando vuelve a la media.',
    'momentum-scalping': 'Se suma a un movimiento brusco, con un objetivo pequeño y pocas velas de paciencia.',
    'sma-cross': 'Compra cuando una media rápida cruza por encima de una lenta y sale cuando la cruza por debajo.',
    swing: 'En una tendencia alcista compra el final de un retroceso y busca ganar un múltiplo de lo que arriesga.',
    'trend-following':
      'Compra un cierre sobre el máximo de 55 velas y sale bajo el mínimo de 20. Acierta poco y espera ganar mucho cuando acierta.',
    rules: 'Una estrategia escrita con el lenguaje de reglas.',
  },
  en: {
    breakout:
      'Waits just above the high of the last candles. If price passes it, it buys, and a stop follows at some distance.',
    'buy-and-hold': 'Buys once and never sells. It is the yardstick: every other strategy has to beat it.',
    grid: 'While price goes sideways, it buys in steps below its average and sells each purchase one step higher.',
    'hma-sma':
      'Buys while price stands above its average and the Hull averages of 1 h and 4 h rise; leaves when they no longer do. It needs some 36 days before it says anything.',
    'mean-reversion':
      'While price goes sideways, it buys a fall below its band and sells when price is back at its average.',
    'momentum-scalping': 'Goes with a burst, with a small target and patience for a few candles.',
    'sma-cross': 'Buys when a fast average crosses above a slow one and leaves when it crosses below.',
    swing: 'In an uptrend it buys the end of a setback and aims at a multiple of what it risks.',
    'trend-following':
      'Buys a close above the high of 55 candles and leaves below the low of 20. It is seldom right and expects to gain much when it is.',
    rules: 'A strategy written in the rule language.',
  },
} as const satisfies Bilingual;

/** Parameters with their unit; `strategy.name` where a name means something of its own in a strategy. */
export const parameterNames = {
  es: {
    'breakout.bars': 'Velas del canal',
    'mean-reversion.bars': 'Velas de la banda',
    average: 'Media simple (velas)',
    averageBars: 'Media (velas)',
    bars: 'Velas que mira',
    barsMax: 'Paciencia (velas)',
    burstBars: 'Impulso (velas)',
    burstRanges: 'Fuerza del impulso (rangos medios)',
    deviations: 'Anchura de la banda (desviaciones)',
    entryBars: 'Canal de entrada (velas)',
    exitBars: 'Canal de salida (velas)',
    fast: 'Media rápida (velas)',
    hull: 'Media de Hull (velas)',
    lines: 'Escalones (número)',
    rangeBars: 'Rango medio (velas)',
    rewardRatio: 'Objetivo (veces lo arriesgado)',
    risk: 'Riesgo por operación (0,01 = 1 %)',
    share: 'Parte de la cuenta (1 = toda)',
    slow: 'Media lenta (velas)',
    spacingRanges: 'Distancia entre escalones (rangos medios)',
    stopRanges: 'Distancia del stop (rangos medios)',
    strengthBars: 'Fuerza relativa (velas)',
    strengthLow: 'Línea baja de fuerza (0 a 100)',
    targetRanges: 'Distancia del objetivo (rangos medios)',
    trendBars: 'Media de tendencia (velas)',
    trendMax: 'Tendencia máxima (0 a 1)',
  },
  en: {
    'breakout.bars': 'Candles of the channel',
    'mean-reversion.bars': 'Candles of the band',
    average: 'Simple average (candles)',
    averageBars: 'Average (candles)',
    bars: 'Candles it looks at',
    barsMax: 'Patience (candles)',
    burstBars: 'Burst (candles)',
    burstRanges: 'Size of the burst (average ranges)',
    deviations: 'Width of the band (deviations)',
    entryBars: 'Entry channel (candles)',
    exitBars: 'Exit channel (candles)',
    fast: 'Fast average (candles)',
    hull: 'Hull average (candles)',
    lines: 'Steps (number)',
    rangeBars: 'Average range (candles)',
    rewardRatio: 'Target (times what is risked)',
    risk: 'Risk of a trade (0.01 = 1 %)',
    share: 'Share of the account (1 = all)',
    slow: 'Slow average (candles)',
    spacingRanges: 'Distance of steps (average ranges)',
    stopRanges: 'Distance of the stop (average ranges)',
    strengthBars: 'Relative strength (candles)',
    strengthLow: 'Low line of strength (0 to 100)',
    targetRanges: 'Distance of the target (average ranges)',
    trendBars: 'Trend average (candles)',
    trendMax: 'Largest trend (0 to 1)',
  },
} as const satisfies Bilingual;
