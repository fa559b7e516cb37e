import { create } from 'zustand';

export type Theme = 'system' | 'light' | 'dark';
const KEPT = 'orbiquant.theme';
const prefersDark = (): MediaQueryList => matchMedia('(prefers-color-scheme: dark)');

type State = { theme: Theme; shown: 'light' | 'dark' };

const shownFor = (theme: Theme): 'light' | 'dark' =>
  theme === 'system' ? (prefersDark().matches ? 'dark' : 'light') : theme;

const kept = (): Theme => {
  const theme = localStorage.getItem(KEPT);
  return theme === 'light' || theme === 'dark' ? theme : 'system';
};

/** The theme that was chosen, and the one that is shown. The script in the page has already shown it. */
export const useTheme = create<State>(() => ({ theme: kept(), shown: shownFor(kept()) }));

/** Chooses a theme and remembers it. */
export function chooseTheme(theme: Theme): void {
  localStorage.setItem(KEPT, theme);
  show(theme);
}

/** Follows the system while it is the choice. */
export const followSystem = (): void =>
  prefersDark().addEventListener('change', () => useTheme.getState().theme === 'system' && show('system'));

function show(theme: Theme): void {
  const shown = shownFor(theme);
  document.documentElement.dataset['theme'] = shown;
  useTheme.setState({ theme, shown });
}
