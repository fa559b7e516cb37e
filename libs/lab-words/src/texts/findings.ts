import type { Bilingual } from '../bilingual.ts';

/** What stands out in a finished run. */
export const findings = {
  es: {
    'no-trades': 'No hizo ninguna operación.',
    'few-trades':
      'Hizo {{trades|whole}} operaciones. Con menos de {{min|whole}} no se puede distinguir la habilidad de la suerte.',
    'no-gain': 'No ganó: {{totalReturn|percent}} con los costes descontados.',
    'behind-holding':
      'Dio {{totalReturn|percent}} y comprar y mantener {{buyAndHoldReturn|percent}}: no hacer nada habría ido mejor.',
    'lucky-trade':
      'Una sola operación es el {{share|percent}} de la ganancia; sin ella el resultado sería {{without|money}}.',
    'lucky-days':
      'Sin sus {{days|whole}} mejores días el resultado pasa de {{totalReturn|percent}} a {{without|percent}}.',
    'small-wins-large-losses':
      'Acierta el {{winRate|percent}}, pero cada pérdida es {{ratio|ratio}} veces una ganancia: unas pocas seguidas se lo llevan todo.',
    'one-side':
      'Un lado pierde lo que el otro gana: pierden {{losing}} (compras {{gainLong|money}}, cortos {{gainShort|money}}).',
    'one-instrument': '{{symbol}} hizo el {{share|percent}} de la ganancia: los demás apenas aportan.',
    'many-parameters':
      'Tiene {{parameters|whole}} parámetros para {{trades|whole}} operaciones; harían falta {{min|whole}} para fijarlos.',
    'costs-decide': 'Los costes se llevan el {{share|percent}} de lo que ganaba antes de pagarlos ({{paid|money}}).',
    'large-fall': 'Llegó a caer un {{fall|percent}} desde su máximo. Poca gente aguanta eso.',
    'long-fall': 'Pasó {{days|whole}} días sin volver a su máximo: el {{share|percent}} de la prueba.',
    crisis:
      'Cuando {{symbol}} cayó {{market|percent}} ({{fromMs|instant}} a {{toMs|instant}}), la cuenta hizo {{return|percent}}.',
    liquidated: 'El mercado cerró {{positions|whole}} posiciones a la fuerza por falta de garantía.',
    'edge-fades':
      'Ganó en la primera mitad ({{first|percent}}) y perdió en la segunda ({{second|percent}}): lo que servía puede haber dejado de servir.',
    'flat-stretch': 'Estuvo {{days|whole}} días seguidos sin hacer nada, el {{share|percent}} de la prueba.',
    'rarely-in-market': 'Solo tuvo algo en cartera el {{share|percent}} del tiempo.',
    'always-in-market': 'Tuvo algo en cartera el {{share|percent}} del tiempo: se parece mucho a comprar y mantener.',
    'short-history': 'Solo mira {{days|whole}} días; con menos de {{min|whole}} faltan épocas enteras del mercado.',
    capacity:
      'Sus órdenes toman hasta el {{share|percent}} del volumen de una vela: con más de unos {{cash|money}} el precio se movería en su contra.',
    'open-end':
      'El {{share|percent}} de la ganancia es de una posición que seguía abierta al acabar: aún no es dinero.',
  },
  en: {
    'no-trades': 'It made no trade at all.',
    'few-trades': 'It made {{trades|whole}} trades. With fewer than {{min|whole}} skill cannot be told from luck.',
    'no-gain': 'It did not gain: {{totalReturn|percent}} after costs.',
    'behind-holding':
      'It gave {{totalReturn|percent}} and buy and hold {{buyAndHoldReturn|percent}}: doing nothing would have done better.',
    'lucky-trade': 'A single trade is {{share|percent}} of the gain; without it the result would be {{without|money}}.',
    'lucky-days':
      'Without its {{days|whole}} best days the result goes from {{totalReturn|percent}} to {{without|percent}}.',
    'small-wins-large-losses':
      'It wins {{winRate|percent}} of the time, but each loss is {{ratio|ratio}} times a win: a few in a row take it all.',
    'one-side':
      'One side loses what the other gains: the losing one is {{losing}} (longs {{gainLong|money}}, shorts {{gainShort|money}}).',
    'one-instrument': '{{symbol}} made {{share|percent}} of the gain: the others add hardly anything.',
    'many-parameters':
      'It has {{parameters|whole}} parameters for {{trades|whole}} trades; it would take {{min|whole}} to pin them down.',
    'costs-decide': 'Costs take {{share|percent}} of what it earned before them ({{paid|money}}).',
    'large-fall': 'It fell {{fall|percent}} from its peak at the worst. Few people sit through that.',
    'long-fall': 'It was below its peak for {{days|whole}} days: {{share|percent}} of the run.',
    crisis:
      'While {{symbol}} fell {{market|percent}} ({{fromMs|instant}} to {{toMs|instant}}), the account made {{return|percent}}.',
    liquidated: 'The venue closed {{positions|whole}} positions by force because the margin was gone.',
    'edge-fades':
      'It gained in the first half ({{first|percent}}) and lost in the second ({{second|percent}}): what worked may work no more.',
    'flat-stretch': 'It did nothing for {{days|whole}} days in a row, {{share|percent}} of the run.',
    'rarely-in-market': 'It held something for only {{share|percent}} of the time.',
    'always-in-market': 'It held something for {{share|percent}} of the time: that is close to buy and hold.',
    'short-history':
      'It looks at {{days|whole}} days only; with fewer than {{min|whole}} whole seasons of the market are missing.',
    capacity:
      'Its orders take up to {{share|percent}} of the volume of a candle: with more than some {{cash|money}} price would move against it.',
    'open-end':
      '{{share|percent}} of the gain belongs to a position that was still open at the end: it is not money yet.',
  },
} as const satisfies Bilingual;

/** What to try next. */
export const suggestions = {
  es: {
    'loosen-entry': 'Prueba condiciones de entrada menos exigentes.',
    'longer-history': 'Repítela con todas las velas que haya.',
    'rethink-rule': 'Vuelve a pensar la regla antes de afinar sus parámetros.',
    'compare-with-holding': 'Compárala con comprar y mantener las mismas fechas.',
    'run-monte-carlo': 'Mide cuánto pudo ser suerte.',
    'add-stop': 'Pon un límite a lo que puede perder cada operación.',
    'drop-losing-side': 'Prueba con el lado que gana y deja el otro.',
    'test-instruments-alone': 'Prueba cada instrumento por separado.',
    'fewer-parameters': 'Deja fijos casi todos los parámetros y busca uno o dos.',
    'trade-less': 'Opera menos: velas más largas o condiciones más exigentes.',
    'smaller-size': 'Arriesga menos en cada operación.',
    'less-leverage': 'Usa menos apalancamiento.',
    'run-walk-forward': 'Comprueba con ventanas si sigue sirviendo.',
    'more-instruments': 'Pruébala con más instrumentos.',
    'more-liquid-market': 'Pruébala en un mercado con más volumen, o con menos dinero.',
  },
  en: {
    'loosen-entry': 'Try less demanding conditions to enter.',
    'longer-history': 'Run it again on all the candles there are.',
    'rethink-rule': 'Think the rule over before tuning its parameters.',
    'compare-with-holding': 'Compare it with buy and hold over the same dates.',
    'run-monte-carlo': 'Measure how much may be luck.',
    'add-stop': 'Put a limit on what each trade may lose.',
    'drop-losing-side': 'Try the side that gains and leave the other.',
    'test-instruments-alone': 'Test each instrument on its own.',
    'fewer-parameters': 'Keep most parameters fixed and search one or two.',
    'trade-less': 'Trade less: longer candles or more demanding conditions.',
    'smaller-size': 'Risk less on each trade.',
    'less-leverage': 'Use less leverage.',
    'run-walk-forward': 'Check with windows whether it still works.',
    'more-instruments': 'Test it on more instruments.',
    'more-liquid-market': 'Test it on a market with more volume, or with less money.',
  },
} as const satisfies Bilingual;
