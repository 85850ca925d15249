import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { theme } from '@/ui/theme';
import { schemeManager } from './colorScheme';
import { makeQueryClient } from './queryClient';
import { makeRouter } from './router';

const queryClient = makeQueryClient();
const router = makeRouter(queryClient);

/** Finds the page of the present address, and what it shows. */
export const ready = (): Promise<void> => router.load();

export function App() {
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto" colorSchemeManager={schemeManager} withCssVariables={false}>
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  );
}
