import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { queries } from './queries.ts';
import { router } from './router.tsx';
import { useFollowSession } from './use-follow-session.ts';

/** Everything that all screens stand on. */
export function Providers() {
  useFollowSession();
  return (
    <QueryClientProvider client={queries}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  );
}
