import type { Bilingual } from '../bilingual.ts';

/** What a look for knowledge of the future concludes. */
export const leakVerdicts = {
  es: {
    clean: 'No se ha visto que mire al futuro: con el mismo pasado dijo siempre lo mismo.',
    'not-proven': 'Sin demostrar: en los datos de prueba no llegó a decir nada, así que no se sabe.',
    leaks: 'Ve el futuro: lo que dice de una vela cambia con las velas que vienen después.',
  },
  en: {
    clean: 'No sign that it sees the future: on the same past it always said the same.',
    'not-proven': 'Not proven: on the probe candles it never said anything, so nothing is known.',
    leaks: 'It sees the future: what it says of a candle changes with the candles that come later.',
  },
} as const satisfies Bilingual;

/** What showed that it knows more than it may. */
export const leakKinds = {
  es: {
    prefix: 'Dice otra cosa del pasado cuando las velas acaban ahí.',
    garbage: 'Dice otra cosa del pasado cuando siguen otras velas.',
    appended: 'Dice otra cosa del pasado cuando llegan más velas.',
    repeat: 'Dos veces las mismas velas, dos respuestas.',
    'carry-over': 'Responde distinto después de haber visto otras velas.',
    surroundings: 'Responde distinto a otra hora o con otro azar.',
    mutation: 'Cambia las velas que recibe.',
    threw: 'No funciona sin velas que aún no han llegado.',
  },
  en: {
    prefix: 'It says something else about the past when the candles end there.',
    garbage: 'It says something else about the past when other candles follow.',
    appended: 'It says something else about the past when more candles come.',
    repeat: 'Twice the same candles, two answers.',
    'carry-over': 'It answers otherwise after it has seen other candles.',
    surroundings: 'It answers otherwise at another time or with other luck.',
    mutation: 'It changes the candles that it is given.',
    threw: 'It cannot do without candles that have not come yet.',
  },
} as const satisfies Bilingual;

/** How a difference looks. */
export const leakExplanations = {
  es: {
    'reads-next-bars': 'Parece que lee las velas siguientes.',
    'reads-unfinished-candle': 'Parece que lee una vela mayor que todavía no ha cerrado.',
    'reads-whole-sample': 'Parece que usa una cifra de toda la historia, como una media o un máximo de todo.',
    'depends-on-later-bars': 'Depende de velas posteriores.',
    'depends-on-last-bar': 'Depende de cuál es la última vela.',
    'is-not-deterministic': 'No dice siempre lo mismo con los mismos datos.',
    'keeps-state-between-runs': 'Recuerda algo de una prueba a otra.',
    'reads-clock-or-chance': 'Mira el reloj o el azar.',
    'changes-its-input': 'Modifica los datos que recibe.',
    'fails-without-later-bars': 'Falla si no tiene velas posteriores.',
  },
  en: {
    'reads-next-bars': 'It seems to read the next candles.',
    'reads-unfinished-candle': 'It seems to read a longer candle that has not closed yet.',
    'reads-whole-sample': 'It seems to use a figure of the whole history, such as a mean or a high of all of it.',
    'depends-on-later-bars': 'It depends on later candles.',
    'depends-on-last-bar': 'It depends on which candle is the last.',
    'is-not-deterministic': 'It does not always say the same on the same candles.',
    'keeps-state-between-runs': 'It remembers something from one run to the next.',
    'reads-clock-or-chance': 'It looks at the clock or at chance.',
    'changes-its-input': 'It changes what it is given.',
    'fails-without-later-bars': 'It fails when it has no later candles.',
  },
} as const satisfies Bilingual;
