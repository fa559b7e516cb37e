import { useEffect, useLayoutEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Candle, Interval } from '@orbiquant/contracts';
import { useTheme } from '../../shared/theme/theme.ts';
import { ChartModel } from './chart-model.ts';
import { PriceEngine, type Mark } from './engine/price-engine.ts';
import type { IndicatorName } from './engine/indicators.ts';

/** The open chart of an instrument at an interval. */
export type OpenChart = { engine: PriceEngine; model: ChartModel };

type Props = {
  symbol: string;
  interval: Interval;
  label: string;
  hidden: boolean;
  visible: Readonly<Record<IndicatorName, boolean>>;
  marks: readonly Mark[];
  onOpen: (chart: OpenChart | null) => void;
  onHover: (bar: Candle | null) => void;
  onMark: (markId: string) => void;
};

/** Nearer than this to the first candle, older ones are fetched. */
const OLDER_AT_BARS = 60;

/** The canvas. It is made once per instrument and interval; everything else only tells it to change. */
export function PriceChart({ symbol, interval, label, hidden, visible, marks, ...events }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const engine = useRef<PriceEngine | null>(null);
  const latest = useRef(events);
  const theme = useTheme((state) => state.shown);
  const { language } = useTranslation().i18n;
  useLayoutEffect(() => {
    latest.current = events;
  });
  useLayoutEffect(() => {
    if (!box.current) return;
    const opened: PriceEngine = new PriceEngine(box.current, {
      hovered: (bar) => latest.current.onHover(bar),
      clicked: (markId) => latest.current.onMark(markId),
      moved: (barsLeft, barsBehind) => {
        model.moved(barsBehind);
        if (barsLeft < OLDER_AT_BARS && opened.bars().length > 0) void model.older();
      },
    });
    const model: ChartModel = new ChartModel(opened, { symbol, interval });
    engine.current = opened;
    latest.current.onOpen({ engine: opened, model });
    return () => {
      model.close();
      opened.remove();
      engine.current = null;
      latest.current.onOpen(null);
    };
  }, [symbol, interval]);
  useEffect(() => engine.current?.repaint(), [theme, language]);
  useEffect(() => engine.current?.setMarks(marks), [marks, symbol, interval]);
  useEffect(() => {
    engine.current?.setVisible('sma', visible.sma);
    engine.current?.setVisible('hma', visible.hma);
  }, [visible.sma, visible.hma, symbol, interval]);
  return (
    <div
      ref={box}
      role="img"
      aria-label={label}
      data-testid="price-chart"
      className={`absolute inset-0 ${hidden ? 'invisible' : ''}`}
    />
  );
}
