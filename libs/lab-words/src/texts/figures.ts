import type { Way } from '../fill-in.ts';

/** A figure: how it is written, and in each language its name and what it means to somebody who never heard of it. */
export type FigureWords = { way: Way; es: readonly [string, string]; en: readonly [string, string] };

const account = {
  totalReturn: {
    way: 'percent',
    es: ['Rentabilidad', 'Lo que habría ganado o perdido la cuenta en todo el periodo, con los costes descontados.'],
    en: ['Return', 'What the account would have gained or lost over the whole time, costs taken off.'],
  },
  annualReturn: {
    way: 'percent',
    es: ['Rentabilidad anual', 'La misma ganancia llevada a un año, día a día. Con pocos meses exagera.'],
    en: ['Annual return', 'The same gain carried to a year, day by day. With few months it exaggerates.'],
  },
  cagr: {
    way: 'percent',
    es: ['Crecimiento anual', 'El ritmo fijo al año que lleva del primer valor al último, según el calendario.'],
    en: ['Yearly growth', 'The steady yearly pace that leads from the first value to the last, by the calendar.'],
  },
  annualVolatility: {
    way: 'percent',
    es: ['Volatilidad anual', 'Cuánto sube y baja la cuenta en un año normal. Más alta, más difícil de aguantar.'],
    en: ['Annual volatility', 'How much the account moves up and down in a normal year. Higher is harder to bear.'],
  },
  sharpe: {
    way: 'ratio',
    es: [
      'Ratio de Sharpe',
      'Ganancia por unidad de sobresalto, al año. Bajo 1 es poco; más de 3 en una prueba pide desconfianza.',
    ],
    en: [
      'Sharpe ratio',
      'Gain for each unit of ups and downs, by year. Below 1 is little; above 3 in a test calls for doubt.',
    ],
  },
  sortino: {
    way: 'ratio',
    es: ['Ratio de Sortino', 'Como Sharpe, pero solo cuenta como riesgo lo que baja.'],
    en: ['Sortino ratio', 'Like Sharpe, but only what goes down counts as risk.'],
  },
  calmar: {
    way: 'ratio',
    es: ['Ratio de Calmar', 'Ganancia de un año dividida entre la peor caída.'],
    en: ['Calmar ratio', 'Gain of a year divided by the worst fall.'],
  },
  drawdownMax: {
    way: 'percent',
    es: ['Mayor caída', 'Lo más que habría bajado la cuenta desde su máximo. Pregúntate si lo habrías aguantado.'],
    en: [
      'Worst fall',
      'The most that the account would have fallen from its peak. Ask yourself whether you would have sat through it.',
    ],
  },
  drawdownAverage: {
    way: 'percent',
    es: ['Caída media', 'Lo que baja de media entre un máximo y el siguiente.'],
    en: ['Average fall', 'How far it falls on average between one peak and the next.'],
  },
  drawdownMaxMs: {
    way: 'days',
    es: ['Caída más larga', 'El tiempo más largo sin volver al máximo anterior.'],
    en: ['Longest fall', 'The longest time without coming back to the earlier peak.'],
  },
  drawdownAverageMs: {
    way: 'days',
    es: ['Duración media de las caídas', 'Lo que se tarda de media en volver al máximo.'],
    en: ['Average length of falls', 'How long it takes on average to be back at the peak.'],
  },
  equityFinal: {
    way: 'money',
    es: ['Patrimonio final', 'Dinero y posiciones al terminar.'],
    en: ['Final equity', 'Cash and positions at the end.'],
  },
  equityPeak: {
    way: 'money',
    es: ['Patrimonio máximo', 'El valor más alto que alcanzó la cuenta.'],
    en: ['Peak equity', 'The highest value that the account reached.'],
  },
  exposureTime: {
    way: 'percent',
    es: ['Tiempo invertido', 'Parte del tiempo con algo comprado o vendido; el resto, en efectivo.'],
    en: ['Time in the market', 'Share of the time with something held; the rest in cash.'],
  },
  periodsPerYear: {
    way: 'whole',
    es: ['Días de mercado al año', 'Con cuántos días se lleva una cifra a un año.'],
    en: ['Market days a year', 'How many days a figure by year counts with.'],
  },
} as const satisfies Record<string, FigureWords>;

const market = {
  buyAndHoldReturn: {
    way: 'percent',
    es: ['Comprar y mantener', 'Lo que habría dado comprar al principio y no hacer nada más.'],
    en: ['Buy and hold', 'What buying at the start and doing nothing more would have given.'],
  },
  beta: {
    way: 'ratio',
    es: ['Beta', 'Cuánto se mueve la cuenta cuando el mercado se mueve 1. Cerca de 0, va por su cuenta.'],
    en: ['Beta', 'How much the account moves when the market moves by 1. Near 0 it goes its own way.'],
  },
  alpha: {
    way: 'percent',
    es: ['Alfa', 'Lo ganado que no se explica por el movimiento del mercado, en todo el periodo.'],
    en: ['Alpha', 'What was gained that the move of the market does not explain, over the whole time.'],
  },
} as const satisfies Record<string, FigureWords>;

const trading = {
  trades: {
    way: 'whole',
    es: ['Operaciones', 'Compras y ventas completas. Con menos de 30, las demás cifras dicen poco.'],
    en: ['Trades', 'Rounds of buying and selling. With fewer than 30, the other figures say little.'],
  },
  winRate: {
    way: 'percent',
    es: ['Aciertos', 'Parte de las operaciones que ganan. Sola no dice si se gana dinero.'],
    en: ['Winning trades', 'Share of trades that gain. Alone it does not say whether money is made.'],
  },
  bestTrade: {
    way: 'percent',
    es: ['Mejor operación', 'La mayor ganancia de una operación sobre lo puesto en ella.'],
    en: ['Best trade', 'The largest gain of a trade on what was put into it.'],
  },
  worstTrade: {
    way: 'percent',
    es: ['Peor operación', 'La mayor pérdida de una operación sobre lo puesto en ella.'],
    en: ['Worst trade', 'The largest loss of a trade on what was put into it.'],
  },
  averageTrade: {
    way: 'fine',
    es: ['Operación media', 'Lo que da una operación al repetirlas una tras otra.'],
    en: ['Average trade', 'What a trade gives when they follow one another.'],
  },
  profitFactor: {
    way: 'ratio',
    es: ['Factor de beneficio', 'Lo ganado entre lo perdido. Por debajo de 1 se pierde dinero.'],
    en: ['Profit factor', 'What was gained over what was lost. Below 1 it loses money.'],
  },
  expectancy: {
    way: 'fine',
    es: ['Esperanza por operación', 'Lo que se espera de la siguiente operación si todo sigue igual.'],
    en: ['Expectancy of a trade', 'What the next trade is expected to give if nothing changes.'],
  },
  sqn: {
    way: 'ratio',
    es: [
      'Calidad del sistema (SQN)',
      'Ganancia media frente a su dispersión, con el número de operaciones. Más de 2 es razonable.',
    ],
    en: ['System quality (SQN)', 'Mean gain against its spread, with the number of trades. Above 2 is fair.'],
  },
  kelly: {
    way: 'percent',
    es: [
      'Parte de Kelly',
      'La apuesta que más crecería si el futuro fuera idéntico. Nunca lo es: es un techo, no un consejo.',
    ],
    en: [
      'Kelly share',
      'The stake that would grow most if the future were the same. It never is: a ceiling, not advice.',
    ],
  },
  fees: {
    way: 'money',
    es: ['Comisiones', 'Lo pagado al mercado por operar.'],
    en: ['Fees', 'Paid to the venue for trading.'],
  },
  slippage: {
    way: 'money',
    es: ['Deslizamiento', 'Lo perdido por no conseguir el precio que se veía.'],
    en: ['Slippage', 'Lost by not getting the price that was seen.'],
  },
  funding: {
    way: 'money',
    es: ['Financiación', 'Lo pagado por mantener un perpetuo abierto.'],
    en: ['Funding', 'Paid for keeping a perpetual open.'],
  },
  liquidation: {
    way: 'money',
    es: ['Coste de liquidaciones', 'Lo que costó que el mercado cerrara posiciones a la fuerza.'],
    en: ['Cost of liquidations', 'What it cost that the venue closed positions by force.'],
  },
  shortfall: {
    way: 'money',
    es: ['Deuda sin cubrir', 'Pérdida por encima de lo que había en la cuenta.'],
    en: ['Uncovered debt', 'Loss beyond what the account held.'],
  },
} as const satisfies Record<string, FigureWords>;

const search = {
  combinations: {
    way: 'whole',
    es: ['Combinaciones probadas', 'Cuántas veces se miró el mismo pasado. Cuantas más, más fácil acertar por azar.'],
    en: ['Combinations tried', 'How often the same past was looked at. The more, the easier to be right by luck.'],
  },
  plateau: {
    way: 'percent',
    es: ['Meseta', 'Parte del resultado que conservan los parámetros vecinos. Cerca de 0, es un pico solitario.'],
    en: ['Plateau', 'Share of the result that neighbouring parameters keep. Near 0 it is a lone peak.'],
  },
} as const satisfies Record<string, FigureWords>;

const walk = {
  efficiency: {
    way: 'percent',
    es: ['Eficiencia', 'Lo que dio el examen frente a lo que prometía el aprendizaje. Menos del 50 % es mala señal.'],
    en: ['Efficiency', 'What examination gave against what learning promised. Below 50 % is a bad sign.'],
  },
  annualInSample: {
    way: 'percent',
    es: ['Al año, aprendiendo', 'La rentabilidad anual de los tramos con los que se eligió. Siempre es optimista.'],
    en: ['By year, learning', 'Annual return of the stretches that were chosen on. It always flatters.'],
  },
  annualOutOfSample: {
    way: 'percent',
    es: ['Al año, en examen', 'La rentabilidad anual de los tramos que no se habían visto. Es la que cuenta.'],
    en: ['By year, examined', 'Annual return of the stretches that had not been seen. It is the one that counts.'],
  },
  gainingWindows: {
    way: 'whole',
    es: ['Ventanas que ganan', 'Cuántos exámenes acabaron con ganancia.'],
    en: ['Windows that gain', 'How many examinations ended with a gain.'],
  },
  windows: {
    way: 'whole',
    es: ['Ventanas', 'Cuántas veces se aprendió y se examinó.'],
    en: ['Windows', 'How often it learned and was examined.'],
  },
  stability: {
    way: 'percent',
    es: ['Estabilidad', 'Lo quietos que quedan los parámetros de una ventana a otra. Al azar sería un 67 %.'],
    en: ['Stability', 'How still the parameters stay from window to window. At random it would be some 67 %.'],
  },
} as const satisfies Record<string, FigureWords>;

/** One of the five quantiles of the end, and of the worst fall. */
const final = (share: string) =>
  ({
    way: 'money',
    es: [`Final, ${share} por debajo`, `El ${share} de los sorteos acaba con menos que esto.`],
    en: [`End, ${share} below`, `${share} of the draws end with less than this.`],
  }) as const satisfies FigureWords;
const fall = (share: string) =>
  ({
    way: 'percent',
    es: [`Peor caída, ${share} por debajo`, `En el ${share} de los sorteos la peor caída es menor que esto.`],
    en: [`Worst fall, ${share} below`, `In ${share} of the draws the worst fall is smaller than this.`],
  }) as const satisfies FigureWords;

const luck = {
  paths: {
    way: 'whole',
    es: ['Sorteos', 'Cuántos pasados distintos se han sorteado.'],
    en: ['Draws', 'How many other pasts were drawn.'],
  },
  blockLength: {
    way: 'plain',
    es: ['Largo de los bloques', 'Cuántos pasos seguidos se sortean juntos, de media, para no romper lo que va unido.'],
    en: [
      'Length of blocks',
      'How many steps in a row are drawn together, on average, so that what belongs together stays so.',
    ],
  },
  finalP05: final('5 %'),
  finalP25: final('25 %'),
  finalP50: final('50 %'),
  finalP75: final('75 %'),
  finalP95: final('95 %'),
  fallP05: fall('5 %'),
  fallP25: fall('25 %'),
  fallP50: fall('50 %'),
  fallP75: fall('75 %'),
  fallP95: fall('95 %'),
  ruin: {
    way: 'percent',
    es: ['Ruina', 'Parte de los sorteos que llega a perder la mitad del dinero.'],
    en: ['Ruin', 'Share of the draws that lose half of the money at some time.'],
  },
  loss: {
    way: 'percent',
    es: ['Acaba perdiendo', 'Parte de los sorteos que acaba con menos dinero del que tenía.'],
    en: ['Ends with a loss', 'Share of the draws that end with less money than they began with.'],
  },
  observedFinal: {
    way: 'money',
    es: ['Final real de la prueba', 'Con cuánto acabó la prueba de verdad, para comparar.'],
    en: ['Real end of the run', 'What the run itself ended with, to compare.'],
  },
  observedFall: {
    way: 'percent',
    es: ['Peor caída de la prueba', 'La peor caída de la prueba de verdad, para comparar.'],
    en: ['Worst fall of the run', 'The worst fall of the run itself, to compare.'],
  },
} as const satisfies Record<string, FigureWords>;

/** Every figure of the lab. */
export const figures = { ...account, ...market, ...trading, ...search, ...walk, ...luck } as const;
