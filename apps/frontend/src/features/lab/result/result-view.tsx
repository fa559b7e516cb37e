import type { LabResult, LabRun } from '@orbiquant/contracts';
import { quoteOf } from '../parts/quote-of.ts';
import { EquityCard } from './equity-card.tsx';
import { FansCard } from './fans-card.tsx';
import { FiguresCard } from './figures-card.tsx';
import { FindingsCard } from './findings-card.tsx';
import { MonthsCard } from './months-card.tsx';
import { ParameterMapCard } from './parameter-map-card.tsx';
import { RunCard } from './run-card.tsx';
import { StressesCard } from './stresses-card.tsx';
import { TradesCard } from './trades-card.tsx';
import { TrialsCard } from './trials-card.tsx';
import { VerdictCard } from './verdict-card.tsx';
import { WindowsCard } from './windows-card.tsx';

type Props = { run: LabRun; result: LabResult };

/** A finished run, the verdict first. What its kind does not have is not shown. */
export function ResultView({ run, result }: Props) {
  const { order } = run;
  const quote = quoteOf(order.symbols);
  const { verdict, warnings, findings, curve, months, trades, tradesLeftOut } = result;
  return (
    <>
      <VerdictCard verdict={verdict} warnings={warnings} quote={quote} />
      <FiguresCard kind={order.kind} figures={result.figures} quote={quote} />
      {findings.length > 0 && (
        <FindingsCard findings={findings} run={run} parameters={result.parameters} quote={quote} />
      )}
      <MethodParts run={run} result={result} />
      {curve && <EquityCard curve={curve} benchmark={result.benchmark} quote={quote} />}
      {months.length > 0 && <MonthsCard months={months} />}
      <TradesCard trades={trades} tradesLeftOut={tradesLeftOut} interval={order.interval} quote={quote} />
      <RunCard order={order} runCard={result.runCard} parameters={result.parameters} />
    </>
  );
}

/** What only some kinds of run have. */
function MethodParts({ run: { order }, result: { windows, fans, stresses, heatMap, trials, parameters } }: Props) {
  const quote = quoteOf(order.symbols);
  return (
    <>
      {windows.length > 0 && <WindowsCard windows={windows} order={order} />}
      {fans.length > 0 && <FansCard fans={fans} quote={quote} />}
      {stresses.length > 0 && <StressesCard stresses={stresses} quote={quote} />}
      {heatMap && <ParameterMapCard map={heatMap} order={order} parameters={parameters} />}
      {trials.length > 0 && <TrialsCard trials={trials} order={order} />}
    </>
  );
}
