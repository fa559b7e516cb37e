import { ColorType, type ChartOptions, type DeepPartial } from 'lightweight-charts';
import { languageNow } from '../../../shared/i18n/i18n.ts';
import { colour, faded } from '../../../shared/theme/colour.ts';

/** How the charts of the lab look in the present theme and speak in the present language. */
export const canvasLook = (): DeepPartial<ChartOptions> => ({
  layout: {
    background: { type: ColorType.Solid, color: colour('surface') },
    textColor: colour('faint'),
    fontFamily: "'Inter Variable', ui-sans-serif, sans-serif",
    fontSize: 11,
    attributionLogo: false,
    panes: { separatorColor: colour('line'), separatorHoverColor: colour('strong') },
  },
  grid: { vertLines: { visible: false }, horzLines: { color: faded(colour('line'), 0.6) } },
  rightPriceScale: { borderVisible: false },
  timeScale: { borderColor: colour('line'), timeVisible: true, secondsVisible: false },
  localization: { locale: languageNow() },
});
