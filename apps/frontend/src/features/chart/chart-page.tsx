import { useParams } from '@tanstack/react-router';
import { fromSymbolPath } from '../../shared/symbol-path.ts';
import { Workstation } from './workstation.tsx';

/** The chart of the instrument that the address names. */
export function ChartPage() {
  const { symbol } = useParams({ from: '/signed-in/markets/$symbol' });
  const name = fromSymbolPath(symbol);
  return <Workstation key={name} symbol={name} />;
}
