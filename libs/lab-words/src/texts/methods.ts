import type { Bilingual } from '../bilingual.ts';

/** What a stress asked, and what came of it. */
export const stresses = {
  es: {
    parameter:
      '{{name}} un poco distinto: sigue ganando el {{gaining|percent}} de {{runs|whole}} pruebas; rentabilidad del medio {{totalReturn|percent}}, la peor {{worst|percent}}.',
    parameters:
      'Todos los parámetros movidos a la vez: gana el {{gaining|percent}} de {{runs|whole}} pruebas; la del medio {{totalReturn|percent}}, la peor {{worst|percent}}.',
    noise:
      'Precios con un ruido del {{level|percent}} de cada vela: gana el {{gaining|percent}} de {{runs|whole}} pruebas; la del medio {{totalReturn|percent}}, la peor {{worst|percent}}.',
    costs: 'Con los costes por {{times|whole}}: {{totalReturn|percent}}.',
    latency: 'Con las órdenes {{bars|whole}} velas más tarde: {{totalReturn|percent}}.',
    period:
      'Solo el tramo {{part|whole}} de {{of|whole}} ({{fromMs|instant}} a {{toMs|instant}}): {{totalReturn|percent}}.',
    instrument: 'Solo {{symbol}}: {{totalReturn|percent}}.',
  },
  en: {
    parameter:
      '{{name}} a little different: {{gaining|percent}} of {{runs|whole}} runs still gain; the middle one returned {{totalReturn|percent}}, the worst {{worst|percent}}.',
    parameters:
      'All parameters moved at once: {{gaining|percent}} of {{runs|whole}} runs gain; the middle one returned {{totalReturn|percent}}, the worst {{worst|percent}}.',
    noise:
      'Prices with noise of {{level|percent}} of each candle: {{gaining|percent}} of {{runs|whole}} runs gain; the middle one returned {{totalReturn|percent}}, the worst {{worst|percent}}.',
    costs: 'With costs times {{times|whole}}: {{totalReturn|percent}}.',
    latency: 'With orders {{bars|whole}} candles later: {{totalReturn|percent}}.',
    period:
      'Stretch {{part|whole}} of {{of|whole}} alone ({{fromMs|instant}} to {{toMs|instant}}): {{totalReturn|percent}}.',
    instrument: '{{symbol}} alone: {{totalReturn|percent}}.',
  },
} as const satisfies Bilingual;

/** What a fan does not show. */
export const caveats = {
  es: {
    'same-trades':
      'Son las mismas operaciones, así que el final casi no cambia: enseña qué caídas pudo haber por el camino, no si la estrategia sirve.',
    'same-days': 'Son los mismos días en otro orden y repetidos: no sale nada peor que el peor día que ya hubo.',
    'same-candles':
      'Son trozos del mismo pasado puestos de otra manera: las rachas más largas que un bloque se rompen, y un mercado que nunca se vio tampoco sale aquí.',
  },
  en: {
    'same-trades':
      'These are the same trades, so the end hardly changes: it shows what falls there may have been on the way, not whether the strategy works.',
    'same-days':
      'These are the same days in another order, some of them twice: nothing worse than the worst day appears.',
    'same-candles':
      'These are pieces of the same past put together otherwise: runs longer than a block are broken, and a market never seen does not appear here either.',
  },
} as const satisfies Bilingual;

/** How the paths of a fan were drawn. */
export const methods = {
  es: {
    'trade-shuffle': 'Las mismas operaciones en otro orden',
    bootstrap: 'Días sorteados de nuevo, por bloques',
    candles: 'Velas sorteadas de nuevo, con la estrategia repetida',
  },
  en: {
    'trade-shuffle': 'The same trades in another order',
    bootstrap: 'Days drawn again, in blocks',
    candles: 'Candles drawn again, with the strategy run anew',
  },
} as const satisfies Bilingual;
