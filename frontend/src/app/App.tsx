import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { takeBack } from '@/lib/back';
import { know } from '@/lib/know';
import { isIn, session } from '@/lib/session';
import { theme } from '@/ui/theme';
import { schemeManager } from './colorScheme';
import { keepApart } from './keepApart';
import { makeQueryClient } from './queryClient';
import { makeRouter } from './router';

const queryClient = makeQueryClient();
const router = makeRouter(queryClient);
keepApart(queryClient, router);

/** Finds who is here, the page of the present address, and what it shows. */
export async function ready(): Promise<void> {
  await know();
  const back = isIn(session.get()) ? takeBack() : null;
  if (back !== null && location.pathname === new URL(document.baseURI).pathname) router.history.replace(back);
  // When a sign-in ends, the door stands at once, whatever has become of the line.
  const door = session.get().session?.accounts === true ? import('./pages/SignInPage') : null;
  if (!isIn(session.get())) await door;
  await router.load();
}

export function App() {
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto" colorSchemeManager={schemeManager} withCssVariables={false} withGlobalClasses={false}>
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  );
}
