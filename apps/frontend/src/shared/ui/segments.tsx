type Option<T extends string> = { value: T; label: string; title?: string };
type Props<T extends string> = {
  label: string;
  options: readonly Option<T>[];
  value: T;
  onChange: (value: T) => void;
  compact?: boolean;
};

/** One of a few, all in sight. */
export function Segments<T extends string>({ label, options, value, onChange, compact = false }: Props<T>) {
  return (
    <div role="group" aria-label={label} className="inline-flex max-w-full overflow-x-auto rounded-md bg-raised p-0.5">
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          title={option.title}
          aria-pressed={option.value === value}
          onClick={() => onChange(option.value)}
          className={`num min-h-7 rounded-[5px] text-xs font-medium whitespace-nowrap text-soft transition-colors hover:text-ink aria-pressed:bg-surface aria-pressed:text-ink aria-pressed:shadow-sm dark:aria-pressed:bg-accent-wash dark:aria-pressed:text-accent pointer-coarse:min-h-11 ${compact ? 'min-w-8 px-2' : 'px-3'}`}
        >
          {option.label}
        </button>
      ))}
    </div>
  );
}
