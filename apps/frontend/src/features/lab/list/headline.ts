/** The figures that stand beside every run. */
export const HEADLINE = ['totalReturn', 'sharpe', 'drawdownMax', 'trades'] as const;
