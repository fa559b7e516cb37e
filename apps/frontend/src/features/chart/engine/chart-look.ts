import { ColorType, CrosshairMode, LineStyle, type ChartOptions, type DeepPartial } from 'lightweight-charts';
import { formatCompact, formatPrice } from '../../../shared/format/numbers.ts';
import { languageNow } from '../../../shared/i18n/i18n.ts';
import { colour, faded } from '../../../shared/theme/colour.ts';

/** How a chart looks in the present theme and speaks in the present language. */
export const chartLook = (): DeepPartial<ChartOptions> => ({
  layout: {
    background: { type: ColorType.Solid, color: colour('surface') },
    textColor: colour('faint'),
    fontFamily: "'Inter Variable', ui-sans-serif, system-ui, sans-serif",
    fontSize: 11,
    attributionLogo: false,
    panes: { separatorColor: colour('line'), separatorHoverColor: colour('strong'), enableResize: true },
  },
  grid: { vertLines: { color: faded(colour('line'), 0.6) }, horzLines: { color: faded(colour('line'), 0.6) } },
  crosshair: {
    mode: CrosshairMode.Normal,
    vertLine: { color: colour('faint'), style: LineStyle.Dashed, labelBackgroundColor: colour('strong') },
    horzLine: { color: colour('faint'), style: LineStyle.Dashed, labelBackgroundColor: colour('strong') },
  },
  rightPriceScale: { borderColor: colour('line') },
  timeScale: { borderColor: colour('line') },
  localization: { locale: languageNow() },
});

/** Figures on an axis, written as the language does. */
const written = (format: (value: number, language: string) => string) => ({
  type: 'custom' as const,
  minMove: 0.000001,
  formatter: (value: number) => format(value, languageNow()),
});

/** How volume is written on its axis. */
export const volumeLook = () => ({ priceFormat: written(formatCompact) });

/** The colours of a candle that rose, and of one that fell; prices in the language of the page. */
export const candleLook = () => ({
  priceFormat: written(formatPrice),
  upColor: colour('up'),
  downColor: colour('down'),
  borderUpColor: colour('up'),
  borderDownColor: colour('down'),
  wickUpColor: colour('up'),
  wickDownColor: colour('down'),
});

/** The colour of a volume bar. */
export const volumeColour = (rises: boolean): string => faded(colour(rises ? 'up' : 'down'), 0.45);
