import type { Language } from '../language.ts';

const RANGE = {
  en: 'The model expects its highest price over the next {{horizonBars}} hours to lie {{expectedRange}} above its lowest, and most likely between {{rangeLow}} and {{rangeHigh}}; the simple rule says {{baselineRange}}. This is a range, not a direction ({{model}}).',
  es: 'El modelo espera que su máximo en las próximas {{horizonBars}} horas quede un {{expectedRange}} por encima de su mínimo, y lo más probable es que entre {{rangeLow}} y {{rangeHigh}}; la regla simple dice {{baselineRange}}. Es un rango, no una dirección ({{model}}).',
} as const;

/** What is said about each tool's result, sentence by sentence; a sentence without all of its figures is left out. */
export const TEMPLATES: Readonly<Record<string, Record<Language, readonly string[]>>> = {
  market_analysis: {
    en: [
      '{{symbol}}: the last closed {{interval}} candle ended at {{close}}.',
      'The trend is {{trend}}: simple average of {{period}} bars {{sma}}, Hull average {{hma}}.',
      'Over the last day it moved {{change24h}}, between {{low24h}} and {{high24h}}, with a volume of {{volume24h}}.',
      RANGE.en,
    ],
    es: [
      '{{symbol}}: la última vela cerrada de {{interval}} terminó en {{close}}.',
      'La tendencia es {{trend}}: media simple de {{period}} velas {{sma}}, media de Hull {{hma}}.',
      'En el último día se movió {{change24h}}, entre {{low24h}} y {{high24h}}, con un volumen de {{volume24h}}.',
      RANGE.es,
    ],
  },
  technical_indicators: {
    en: [
      '{{symbol}} on {{interval}} candles, last close {{close}}.',
      'SMA of {{period}}: {{sma}}.',
      'EMA of {{period}}: {{ema}}.',
      'HMA of {{period}}: {{hma}}.',
      'ATR of {{atrPeriod}}: {{atr}}.',
    ],
    es: [
      '{{symbol}} en velas de {{interval}}, último cierre {{close}}.',
      'SMA de {{period}}: {{sma}}.',
      'EMA de {{period}}: {{ema}}.',
      'HMA de {{period}}: {{hma}}.',
      'ATR de {{atrPeriod}}: {{atr}}.',
    ],
  },
  volatility_analyzer: {
    en: [
      '{{symbol}}, last hourly close {{close}}.',
      'Its daily volatility was {{volatility24h}} over the last day.',
      'Over the last week it was {{volatility7d}} a day.',
      'An hourly candle usually spans {{atrShare}} of the price.',
      RANGE.en,
    ],
    es: [
      '{{symbol}}, último cierre horario {{close}}.',
      'Su volatilidad diaria fue de {{volatility24h}} en el último día.',
      'En la última semana fue de {{volatility7d}} por día.',
      'Una vela horaria suele abarcar un {{atrShare}} del precio.',
      RANGE.es,
    ],
  },
};

/** What is said where there is nothing to find out. */
export const PHRASES: Readonly<Record<Language, Record<'nothing' | 'instrument' | 'toolFailed', string>>> = {
  en: {
    nothing:
      'I did not understand that. I can tell you how a market stands ("How is Bitcoin doing?"), its averages ("SMA of ETH on daily candles") and how volatile it is ("Volatility of SOL").',
    instrument: 'Which instrument do you mean? For example: "How volatile is Bitcoin?"',
    toolFailed: 'I could not find this out: ',
  },
  es: {
    nothing:
      'No he entendido la pregunta. Puedo decirte cómo está un mercado («¿Cómo va Bitcoin?»), sus medias («SMA de ETH en velas diarias») y lo volátil que es («Volatilidad de SOL»).',
    instrument: '¿De qué instrumento hablas? Por ejemplo: «¿Es volátil Bitcoin?»',
    toolFailed: 'No he podido averiguarlo: ',
  },
};
