import { useEffect, useId, useRef, useState, type ReactNode } from 'react';

type TriggerProps = { 'aria-expanded': boolean; 'aria-controls': string; onClick: () => void };
type Props = { label: string; trigger: (props: TriggerProps) => ReactNode; children: ReactNode };

/** A small panel under its button: Escape, a click elsewhere or leaving it closes it. */
export function Popover({ label, trigger, children }: Props) {
  const [open, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const id = useId();
  useEffect(() => {
    if (!open) return;
    const outside = (event: Event): void => {
      if (!box.current?.contains(event.target as Node)) setOpen(false);
    };
    const escape = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape') return;
      setOpen(false);
      box.current?.querySelector('button')?.focus();
    };
    document.addEventListener('pointerdown', outside);
    document.addEventListener('focusin', outside);
    document.addEventListener('keydown', escape);
    return () => {
      document.removeEventListener('pointerdown', outside);
      document.removeEventListener('focusin', outside);
      document.removeEventListener('keydown', escape);
    };
  }, [open]);
  return (
    <div ref={box} className="relative">
      {trigger({ 'aria-expanded': open, 'aria-controls': id, onClick: () => setOpen(!open) })}
      {open && (
        <div
          id={id}
          role="group"
          aria-label={label}
          className="absolute top-full right-0 z-40 mt-2 rounded-xl border border-line bg-surface shadow-xl shadow-black/10"
        >
          {children}
        </div>
      )}
    </div>
  );
}
