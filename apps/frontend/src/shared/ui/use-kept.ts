import { useState } from 'react';

/** A choice that this browser remembers. */
export function useKept(name: string, fallback: boolean): [boolean, (value: boolean) => void] {
  const [value, setValue] = useState(() => {
    const kept = localStorage.getItem(name);
    return kept === null ? fallback : kept === '1';
  });
  const keep = (next: boolean): void => {
    localStorage.setItem(name, next ? '1' : '0');
    setValue(next);
  };
  return [value, keep];
}
