import type { Bilingual } from '../bilingual.ts';

/** What the gate asks for, and what it saw; the same sentence whether it is met or not. */
export const reasons = {
  es: {
    gain: 'Tiene que ganar dinero con los costes descontados: dio {{totalReturn|percent}}.',
    trades: 'Hacen falta al menos {{min|whole}} operaciones: hizo {{trades|whole}}.',
    'deflated-sharpe':
      'Tiene que ser más que suerte con un {{min|percent}} de confianza: tiene un {{confidence|percent}}. Se cuentan {{trials|whole}} intentos independientes; el mejor de otros tantos sin ningún valor daría por azar un Sharpe diario de {{byLuck|three}}, y este dio {{sharpePerDay|three}}.',
    'track-record':
      'Con esta calidad hacen falta {{needed|whole}} días para distinguirla del azar: hay {{days|whole}}.',
    overfitting:
      'Elegir el mejor en una mitad debe servir en la otra: en el {{probability|percent}} de los repartos el elegido quedó por debajo de la mitad de los demás (como mucho {{max|percent}}), y en el {{lossProbability|percent}} perdió dinero.',
    efficiency:
      'Lo que se examina debe dar al menos el {{min|percent}} de lo que dio el aprendizaje: dio el {{efficiency|percent}} ({{annualOutOfSample|percent}} al año frente a {{annualInSample|percent}}).',
    'in-sample-loss':
      'El aprendizaje tiene que ganar para poder compararlo: dio {{annualInSample|percent}} al año, y el examen {{annualOutOfSample|percent}}.',
    'windows-gain':
      'Deben ganar al menos el {{min|percent}} de las ventanas: ganaron {{gaining|whole}} de {{windows|whole}}.',
    ruin: 'Como mucho el {{max|percent}} de los sorteos puede perder la mitad del dinero: en el peor dibujo fue el {{ruin|percent}}.',
    stresses:
      'Tiene que aguantar al menos el {{min|percent}} de las pruebas de esfuerzo: aguantó {{held|whole}} de {{of|whole}}.',
  },
  en: {
    gain: 'It has to earn money after costs: it gave {{totalReturn|percent}}.',
    trades: 'At least {{min|whole}} trades are needed: it made {{trades|whole}}.',
    'deflated-sharpe':
      'It has to be more than luck with {{min|percent}} confidence: it has {{confidence|percent}}. {{trials|whole}} independent attempts count; the best of as many worthless ones would show a daily Sharpe of {{byLuck|three}} by chance, and this one showed {{sharpePerDay|three}}.',
    'track-record': 'At this quality it takes {{needed|whole}} days to tell it from chance: there are {{days|whole}}.',
    overfitting:
      'Choosing the best in one half has to serve in the other: in {{probability|percent}} of the splits the chosen one fell below the middle of the others ({{max|percent}} at most), and in {{lossProbability|percent}} it lost money.',
    efficiency:
      'Examination has to give at least {{min|percent}} of what learning gave: it gave {{efficiency|percent}} ({{annualOutOfSample|percent}} a year against {{annualInSample|percent}}).',
    'in-sample-loss':
      'Learning has to gain before the two can be compared: it gave {{annualInSample|percent}} a year, and examination {{annualOutOfSample|percent}}.',
    'windows-gain': 'At least {{min|percent}} of the windows have to gain: {{gaining|whole}} of {{windows|whole}} did.',
    ruin: 'At most {{max|percent}} of the draws may lose half of the money: in the worst picture it was {{ruin|percent}}.',
    stresses:
      'It has to hold in at least {{min|percent}} of the stress tests: it held in {{held|whole}} of {{of|whole}}.',
  },
} as const satisfies Bilingual;

/** What should make the reader of a run careful. */
export const warnings = {
  es: {
    'few-trades':
      'Solo hubo {{trades|whole}} operaciones; con menos de {{min|whole}}, las cifras por operación dicen poco.',
    'short-history': 'Solo hay {{bars|whole}} velas y harían falta al menos {{min|whole}}: casi todo es calentamiento.',
    'missing-candles':
      'Faltan {{missing|whole}} de las {{asked|whole}} velas que se pidieron: el resultado no cubre todo ese tiempo.',
    'cost-share':
      'Los costes son el {{share|percent}} de lo que movieron las operaciones (cuidado por encima del {{max|percent}}): el resultado depende de ellos.',
    'last-trade-open': 'Al terminar quedaban posiciones abiertas: {{positions|whole}}.',
    'participation-cap': 'Órdenes recortadas por falta de volumen en el mercado: {{fills|whole}}.',
    'rejected-orders': 'Órdenes rechazadas por las normas del mercado: {{orders|whole}}.',
    liquidated: 'Posiciones cerradas a la fuerza por el mercado: {{positions|whole}}.',
    shortfall: 'La pérdida superó lo que había en la cuenta en {{quote|money}}.',
  },
  en: {
    'few-trades':
      'There were only {{trades|whole}} trades; with fewer than {{min|whole}}, figures by trade say little.',
    'short-history':
      'There are only {{bars|whole}} candles and at least {{min|whole}} are wanted: most of it is warm-up.',
    'missing-candles':
      '{{missing|whole}} of the {{asked|whole}} candles asked for are missing: the result does not cover all of that time.',
    'cost-share':
      'Costs are {{share|percent}} of what the trades moved (take care above {{max|percent}}): they decide the result.',
    'last-trade-open': 'Positions still open at the end: {{positions|whole}}.',
    'participation-cap': 'Orders cut for lack of volume in the market: {{fills|whole}}.',
    'rejected-orders': 'Orders rejected by the rules of the venue: {{orders|whole}}.',
    liquidated: 'Positions closed by force by the venue: {{positions|whole}}.',
    shortfall: 'The loss went beyond what the account held by {{quote|money}}.',
  },
} as const satisfies Bilingual;
