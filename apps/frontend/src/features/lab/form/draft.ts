import type { RunForm } from './run-form.ts';

const KEPT = 'orbiquant.lab.draft';

/** Keeps what was typed while this tab is open, also across a reload. */
export const keepDraft = (form: RunForm): void => sessionStorage.setItem(KEPT, JSON.stringify(form));

/** Forgets it once it was sent. */
export const dropDraft = (): void => sessionStorage.removeItem(KEPT);

/** What was typed before, where it has the shape of a form of today. */
export function readDraft(like: RunForm): RunForm | null {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(KEPT) ?? 'null');
    return isLike(kept, like) ? { ...like, ...kept } : null;
  } catch {
    // what cannot be read is no draft
    return null;
  }
}

/** Whether every part of a form is there and of its kind. */
const isLike = (kept: unknown, like: RunForm): kept is RunForm =>
  typeof kept === 'object' &&
  kept !== null &&
  Object.entries(like).every(
    ([name, value]) => value === undefined || typeof (kept as Record<string, unknown>)[name] === typeof value,
  );
