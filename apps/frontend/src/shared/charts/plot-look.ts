import { colour, faded } from '../theme/colour.ts';

/** The colours of a plot in the present theme. */
export type PlotLook = {
  ink: string;
  soft: string;
  line: string;
  surface: string;
  accent: string;
  accentWash: string;
  down: string;
  downWash: string;
  grid: string;
};

/** The present colours; they are read anew when the theme changes. */
export const plotLook = (): PlotLook => ({
  ink: colour('ink'),
  soft: colour('soft'),
  line: colour('line'),
  surface: colour('surface'),
  accent: colour('accent'),
  accentWash: colour('accent-wash'),
  down: colour('down'),
  downWash: faded(colour('down'), 0.25),
  grid: faded(colour('line'), 0.6),
});
