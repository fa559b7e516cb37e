import { Pending } from '../shared/ui/pending.tsx';

/** The frame of a screen before it is known who looks. */
export function Splash() {
  return <Pending className="mx-auto max-w-6xl p-6" heights={['2.5rem', '8rem', '20rem']} />;
}
