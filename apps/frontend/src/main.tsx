import './styles.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Providers } from './app/providers.tsx';
import { findSession } from './shared/api/session.ts';
import { startI18n } from './shared/i18n/i18n.ts';
import { followSystem } from './shared/theme/theme.ts';

// A page older than the newest build asks for parts that are gone; the new page has them.
addEventListener('vite:preloadError', () => {
  // without a network a reload would trade a page that lacks one part for a page that lacks all
  if (navigator.onLine) location.reload();
});
followSystem();
void findSession();
await startI18n();
const root = document.getElementById('root');
if (root)
  createRoot(root).render(
    <StrictMode>
      <Providers />
    </StrictMode>,
  );
