/** The present value of a colour token, for what is drawn on a canvas. */
export const colour = (token: string): string =>
  getComputedStyle(document.documentElement).getPropertyValue(`--${token}`).trim();

/** A six-digit hex colour made see-through; `share` 0..1. */
export const faded = (hex: string, share: number): string =>
  `${hex}${Math.round(share * 255)
    .toString(16)
    .padStart(2, '0')}`;
