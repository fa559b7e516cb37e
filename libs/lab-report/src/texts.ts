import type { Language } from './report.ts';

/** Headings of a report. What codes mean is said by lab-words. */
export type ReportTexts = {
  title: string;
  made: string;
  noPromise: string;
  verdict: string;
  passes: string;
  fails: string;
  trialsBefore: string;
  figures: string;
  equity: string;
  buyAndHold: string;
  drawdown: string;
  months: string;
  heatMap: string;
  fan: string;
  /** What runs along the foot of a fan: trades, or time. */
  fanOfTrades: string;
  fanOfTime: string;
  trades: string;
  tradesLeftOut: string;
  trials: string;
  windows: string;
  stresses: string;
  findings: string;
  assumptions: string;
  card: string;
  yes: string;
  no: string;
  sides: Readonly<Record<'long' | 'short', string>>;
  methods: Readonly<Record<string, string>>;
  kinds: Readonly<Record<string, string>>;
  columns: Readonly<Record<string, string>>;
  monthNames: readonly string[];
  /** The language as the plotting library names it. */
  locale: 'ES' | 'EN';
};

const monthNames = (language: Language): string[] =>
  Array.from({ length: 12 }, (_unused, month) =>
    new Intl.DateTimeFormat(language, { month: 'short', timeZone: 'UTC' }).format(Date.UTC(2024, month, 15)),
  );

const en: ReportTexts = {
  title: 'Report of the lab',
  made: 'Candles from {{from}} to {{to}} (UTC)',
  noPromise: 'What would have been is not what will be: nobody promises these returns.',
  verdict: 'Verdict',
  passes: 'Passes',
  fails: 'Does not pass',
  trialsBefore: 'Combinations tried on this data so far: {{trials}}',
  figures: 'Figures',
  equity: 'Equity',
  buyAndHold: 'Buy and hold',
  drawdown: 'Fall from the peak',
  months: 'Return by month, %',
  heatMap: 'Result by parameters',
  fan: 'What luck could have made of it',
  fanOfTrades: 'Trades made',
  fanOfTime: 'Time of the run',
  trades: 'Trades',
  tradesLeftOut: '{{count}} more trades are not listed',
  trials: 'Combinations tried',
  windows: 'Windows of the walk-forward',
  stresses: 'Stress tests',
  findings: 'What stands out, and what to try next',
  assumptions: 'Assumptions',
  card: 'Run card: with it the run can be repeated to the last digit',
  yes: 'yes',
  no: 'no',
  sides: { long: 'long', short: 'short' },
  methods: {
    'trade-shuffle': 'trades in another order',
    bootstrap: 'days drawn again',
    candles: 'candles drawn again',
  },
  kinds: {
    backtest: 'Backtest',
    optimise: 'Optimisation',
    'walk-forward': 'Walk-forward',
    'monte-carlo': 'Monte Carlo',
    robustness: 'Robustness',
  },
  columns: {
    symbol: 'Instrument',
    side: 'Side',
    entryAtMs: 'Entry (UTC)',
    exitAtMs: 'Exit (UTC)',
    entryPrice: 'Entry price',
    exitPrice: 'Exit price',
    quantity: 'Quantity',
    pnl: 'Profit',
    returnRatio: 'Return, %',
    barsHeld: 'Bars',
    time: 'Time (UTC)',
    month: 'Month',
    feasible: 'Feasible',
  },
  monthNames: monthNames('en'),
  locale: 'EN',
};

const es: ReportTexts = {
  title: 'Informe del laboratorio',
  made: 'Velas del {{from}} al {{to}} (UTC)',
  noPromise: 'Lo que habría sido no es lo que será: nadie promete estas rentabilidades.',
  verdict: 'Veredicto',
  passes: 'Supera el listón',
  fails: 'No supera el listón',
  trialsBefore: 'Combinaciones probadas con estos datos hasta ahora: {{trials}}',
  figures: 'Cifras',
  equity: 'Patrimonio',
  buyAndHold: 'Comprar y mantener',
  drawdown: 'Caída desde el máximo',
  months: 'Rentabilidad por mes, %',
  heatMap: 'Resultado según los parámetros',
  fan: 'Lo que el azar podría haber hecho',
  fanOfTrades: 'Operaciones hechas',
  fanOfTime: 'Tiempo de la prueba',
  trades: 'Operaciones',
  tradesLeftOut: 'Hay {{count}} operaciones más que no se enumeran',
  trials: 'Combinaciones probadas',
  windows: 'Ventanas del avance',
  stresses: 'Pruebas de esfuerzo',
  findings: 'Qué llama la atención y qué probar después',
  assumptions: 'Supuestos',
  card: 'Ficha de la prueba: con ella se repite hasta la última cifra',
  yes: 'sí',
  no: 'no',
  sides: { long: 'largo', short: 'corto' },
  methods: {
    'trade-shuffle': 'operaciones en otro orden',
    bootstrap: 'días sorteados de nuevo',
    candles: 'velas sorteadas de nuevo',
  },
  kinds: {
    backtest: 'Prueba histórica',
    optimise: 'Optimización',
    'walk-forward': 'Avance por ventanas',
    'monte-carlo': 'Monte Carlo',
    robustness: 'Robustez',
  },
  columns: {
    symbol: 'Instrumento',
    side: 'Lado',
    entryAtMs: 'Entrada (UTC)',
    exitAtMs: 'Salida (UTC)',
    entryPrice: 'Precio de entrada',
    exitPrice: 'Precio de salida',
    quantity: 'Cantidad',
    pnl: 'Resultado',
    returnRatio: 'Rentabilidad, %',
    barsHeld: 'Velas',
    time: 'Hora (UTC)',
    month: 'Mes',
    feasible: 'Válida',
  },
  monthNames: monthNames('es'),
  locale: 'ES',
};

/** Headings in a language. */
export const reportTexts: Readonly<Record<Language, ReportTexts>> = { en, es };
