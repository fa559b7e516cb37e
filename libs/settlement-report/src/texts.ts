import type { Disposition, SettlementFileQuery, SettlementNote } from '@orbiquant/contracts';

export type Language = SettlementFileQuery['language'];

/** Every word of a report. `{{...}}` is filled in. */
export type Texts = {
  title: string;
  closed: string;
  look: string;
  noPromise: string;
  figures: string;
  agents: string;
  symbols: string;
  shares: string;
  history: string;
  notes: string;
  growth: string;
  drawdown: string;
  byAgent: string;
  none: string;
  more: string;
  words: Readonly<
    Record<
      | 'agent'
      | 'symbol'
      | 'exchange'
      | 'holder'
      | 'day'
      | 'profit'
      | 'loss'
      | 'net'
      | 'operations'
      | 'wins'
      | 'losses'
      | 'pool'
      | 'roi'
      | 'maxDrawdown'
      | 'sharpe'
      | 'pooled'
      | 'own'
      | 'total'
      | 'disposition'
      | 'paidIn'
      | 'paidOut'
      | 'joined'
      | 'left'
      | 'sp500'
      | 'vix'
      | 'measure'
      | 'value',
      string
    >
  >;
  dispositions: Readonly<Record<Disposition, string>>;
  note: Readonly<Record<SettlementNote['code'], string>>;
};

const en: Texts = {
  title: 'Settlement of {{day}}',
  closed: 'Day closed at {{at}} (UTC). Amounts in {{currency}}.',
  look: 'Look within the day, at {{at}} (UTC): the day is still open. Amounts in {{currency}}.',
  noPromise: 'What was gained is not what will be gained: nobody promises these returns.',
  figures: 'Figures of the day',
  agents: 'By agent',
  symbols: 'By instrument',
  shares: 'Whose it is',
  history: 'Days',
  notes: 'To read it right',
  growth: 'Growth of one unit of capital',
  drawdown: 'Fall from the peak, %',
  byAgent: 'Net result by agent',
  none: 'none',
  more: '{{count}} more rows are in the Excel report',
  words: {
    agent: 'Agent',
    symbol: 'Instrument',
    exchange: 'Exchange',
    holder: 'Holder',
    day: 'Day',
    profit: 'Profit',
    loss: 'Loss',
    net: 'Net result',
    operations: 'Operations',
    wins: 'Winning',
    losses: 'Losing',
    pool: 'Capital of the pools',
    roi: 'Return on capital, %',
    maxDrawdown: 'Worst fall from the peak, %',
    sharpe: 'Sharpe ratio (per year)',
    pooled: 'From pools',
    own: 'Own',
    total: 'Total',
    disposition: 'What is done with it',
    paidIn: 'Paid in',
    paidOut: 'Taken out',
    joined: 'People who joined',
    left: 'People who left',
    sp500: 'S&P 500',
    vix: 'VIX',
    measure: 'Measure',
    value: 'Value',
  },
  dispositions: { reinvest: 'reinvested', 'pay-out': 'paid out with the month', unclaimed: 'kept unclaimed' },
  note: {
    'macro-fallback': 'No market figures came on this day: those shown are the last known, of {{about}} (UTC).',
    'macro-missing': 'No market figures have ever come.',
    'no-user':
      '{{count}} results named nobody ({{about}}); they were counted for whom the last of their kind named, or for the house.',
    'unknown-agent': 'Agents without a pool: {{about}}. Their results are the house’s.',
    'late-events': '{{count}} facts of closed days came late and count on this one.',
    'dead-letters': '{{count}} events could not be read and are not counted; they wait among the dead letters.',
    'no-pool': 'No pool had been struck: there is no capital to compare with.',
  },
};

const es: Texts = {
  title: 'Liquidación del {{day}}',
  closed: 'Día cerrado a las {{at}} (UTC). Importes en {{currency}}.',
  look: 'Corte dentro del día, a las {{at}} (UTC): el día sigue abierto. Importes en {{currency}}.',
  noPromise: 'Lo que se ganó no es lo que se ganará: nadie promete estas rentabilidades.',
  figures: 'Cifras del día',
  agents: 'Por agente',
  symbols: 'Por instrumento',
  shares: 'De quién es',
  history: 'Días',
  notes: 'Para leerlo bien',
  growth: 'Crecimiento de una unidad de capital',
  drawdown: 'Caída desde el máximo, %',
  byAgent: 'Resultado neto por agente',
  none: 'ninguno',
  more: 'Hay {{count}} filas más en el informe de Excel',
  words: {
    agent: 'Agente',
    symbol: 'Instrumento',
    exchange: 'Mercado',
    holder: 'Titular',
    day: 'Día',
    profit: 'Ganancia',
    loss: 'Pérdida',
    net: 'Resultado neto',
    operations: 'Operaciones',
    wins: 'Ganadoras',
    losses: 'Perdedoras',
    pool: 'Capital de los fondos',
    roi: 'Rentabilidad sobre el capital, %',
    maxDrawdown: 'Peor caída desde el máximo, %',
    sharpe: 'Ratio de Sharpe (anual)',
    pooled: 'De fondos',
    own: 'Propio',
    total: 'Total',
    disposition: 'Qué se hace con ello',
    paidIn: 'Ingresado',
    paidOut: 'Retirado',
    joined: 'Personas que entraron',
    left: 'Personas que salieron',
    sp500: 'S&P 500',
    vix: 'VIX',
    measure: 'Medida',
    value: 'Valor',
  },
  dispositions: { reinvest: 'se reinvierte', 'pay-out': 'se paga con el mes', unclaimed: 'queda sin reclamar' },
  note: {
    'macro-fallback':
      'Ese día no llegaron cifras de los mercados: las que se muestran son las últimas conocidas, del {{about}} (UTC).',
    'macro-missing': 'Nunca han llegado cifras de los mercados.',
    'no-user':
      '{{count}} resultados no nombraban a nadie ({{about}}); se contaron para quien nombró el último de su clase, o para la casa.',
    'unknown-agent': 'Agentes sin fondo: {{about}}. Sus resultados son de la casa.',
    'late-events': '{{count}} hechos de días ya cerrados llegaron tarde y cuentan en este.',
    'dead-letters': '{{count}} eventos no se pudieron leer y no cuentan; esperan entre las cartas muertas.',
    'no-pool': 'No se había valorado ningún fondo: no hay capital con el que comparar.',
  },
};

/** The words of a language. */
export const textsOf: Readonly<Record<Language, Texts>> = { en, es };

/** A sentence with its places filled in. */
export const fill = (sentence: string, values: Readonly<Record<string, string | number>>): string =>
  sentence.replaceAll(/\{\{(\w+)\}\}/g, (_place, name: string) => String(values[name] ?? ''));
