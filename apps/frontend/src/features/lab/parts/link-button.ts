/** How a link looks that leads to the next thing to do. */
export const LINK_BUTTON =
  'inline-flex min-h-8 items-center justify-center gap-1.5 rounded-md border px-3 py-1 font-medium whitespace-nowrap transition-colors pointer-coarse:min-h-11';
/** The main one of a screen. */
export const PRIMARY_LINK = `${LINK_BUTTON} border-transparent bg-accent text-accent-ink hover:brightness-110`;
/** Any other. */
export const QUIET_LINK = `${LINK_BUTTON} border-line bg-surface text-ink hover:border-strong hover:bg-raised`;
