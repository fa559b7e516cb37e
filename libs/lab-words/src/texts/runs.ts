import type { Bilingual } from '../bilingual.ts';

/** What a search makes large. */
export const objectives = {
  es: {
    sharpe: 'Ganancia por riesgo (Sharpe)',
    return: 'Rentabilidad',
    calmar: 'Ganancia frente a la peor caída (Calmar)',
    drawdown: 'Menor caída',
    sortino: 'Ganancia por riesgo de bajada (Sortino)',
    'profit-factor': 'Factor de beneficio',
  },
  en: {
    sharpe: 'Gain for risk (Sharpe)',
    return: 'Return',
    calmar: 'Gain against the worst fall (Calmar)',
    drawdown: 'Smallest fall',
    sortino: 'Gain for downside risk (Sortino)',
    'profit-factor': 'Profit factor',
  },
} as const satisfies Bilingual;

/** The side of a trade. */
export const sides = {
  es: { long: 'compras', short: 'cortos' },
  en: { long: 'longs', short: 'shorts' },
} as const satisfies Bilingual;

/** What a run is doing. */
export const stages = {
  es: {
    queued: 'En cola',
    candles: 'Leyendo las velas',
    backtest: 'Probando la estrategia',
    search: 'Buscando parámetros',
    'walk-forward': 'Avanzando por ventanas',
    'monte-carlo': 'Sorteando otros pasados',
    robustness: 'Forzando el resultado',
  },
  en: {
    queued: 'Waiting',
    candles: 'Reading the candles',
    backtest: 'Testing the strategy',
    search: 'Searching parameters',
    'walk-forward': 'Walking forward',
    'monte-carlo': 'Drawing other pasts',
    robustness: 'Stressing the result',
  },
} as const satisfies Bilingual;

/** Why a trade began or ended. */
export const tags = {
  es: {
    'agent-entry': 'entrada del agente',
    'agent-exit': 'salida del agente',
    'back-at-mean': 'volvió a la media',
    'below-band': 'bajo la banda',
    breakdown: 'rotura a la baja',
    breakout: 'ruptura',
    burst: 'impulso',
    cross: 'cruce',
    'cross-down': 'cruce a la baja',
    'cross-up': 'cruce al alza',
    end: 'fin de la prueba',
    'grid-buy': 'escalón de compra',
    'grid-lost': 'rejilla perdida',
    'grid-sell': 'escalón de venta',
    hold: 'mantener',
    liquidation: 'cierre forzado',
    'setback-over': 'fin del retroceso',
    'setup-gone': 'condición perdida',
    'setup-long': 'condición de compra',
    'setup-short': 'condición de venta',
    'agent-trail': 'stop movido por el agente',
    'rules-exit': 'salida de las reglas',
    'rules-long': 'entrada de las reglas (compra)',
    'rules-short': 'entrada de las reglas (corto)',
    'rules-time': 'tiempo máximo',
    stop: 'stop',
    'take-profit': 'objetivo',
    'too-long': 'demasiado tiempo',
  },
  en: {
    'agent-entry': 'entry of the agent',
    'agent-exit': 'exit of the agent',
    'back-at-mean': 'back at the average',
    'below-band': 'below the band',
    breakdown: 'breakdown',
    breakout: 'breakout',
    burst: 'burst',
    cross: 'crossing',
    'cross-down': 'crossing down',
    'cross-up': 'crossing up',
    end: 'end of the run',
    'grid-buy': 'buying step',
    'grid-lost': 'grid given up',
    'grid-sell': 'selling step',
    hold: 'hold',
    liquidation: 'closed by force',
    'setback-over': 'setback over',
    'setup-gone': 'set-up gone',
    'setup-long': 'set-up for a long',
    'setup-short': 'set-up for a short',
    'agent-trail': 'stop moved by the agent',
    'rules-exit': 'exit of the rules',
    'rules-long': 'entry of the rules (long)',
    'rules-short': 'entry of the rules (short)',
    'rules-time': 'longest time',
    stop: 'stop',
    'take-profit': 'target',
    'too-long': 'too long',
  },
} as const satisfies Bilingual;
