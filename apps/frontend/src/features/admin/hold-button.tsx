import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { Button } from '../../shared/ui/button.tsx';

/** Long enough that nobody does it by a slip. */
export const HOLD_MS = 1_200;

type Props = { label: string; describedBy: string; disabled: boolean; onHeld: () => void };

/** A button that must be held, by pointer or by Enter or the space bar, before it does what it says. */
export function HoldButton({ label, describedBy, disabled, onHeld }: Props) {
  const [isHeld, setHeld] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const release = (): void => {
    if (timer.current) clearTimeout(timer.current);
    timer.current = null;
    setHeld(false);
  };
  const hold = (): void => {
    if (timer.current || disabled) return;
    setHeld(true);
    timer.current = setTimeout(() => {
      release();
      onHeld();
    }, HOLD_MS);
  };
  useEffect(() => release, []);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    if (!event.repeat) hold();
  };
  return (
    <Button
      variant="primary"
      className="relative overflow-hidden"
      disabled={disabled}
      aria-describedby={describedBy}
      onPointerDown={hold}
      onPointerUp={release}
      onPointerLeave={release}
      onPointerCancel={release}
      onKeyDown={onKeyDown}
      onKeyUp={release}
      onBlur={release}
    >
      <span
        aria-hidden
        className={`absolute inset-y-0 left-0 bg-ink/25 ${isHeld ? 'w-full transition-[width] ease-linear' : 'w-0'}`}
        style={{ transitionDuration: isHeld ? `${HOLD_MS}ms` : '0ms' }}
      />
      <span className="relative">{label}</span>
    </Button>
  );
}
