import { useParams } from '@tanstack/react-router';
import { fromSymbolPath } from '../../shared/symbol-path.ts';
import { Workstation } from './workstation.tsx';

/** The chart of the instrument that the address names. */
export function ChartPage() {
  const { symbol } = useParams({ strict: false });
  // while the page is being left, the address no longer names an instrument
  if (!symbol) return null;
  const name = fromSymbolPath(symbol);
  return <Workstation key={name} symbol={name} />;
}
