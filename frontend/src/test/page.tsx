import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { createMemoryHistory, RouterProvider } from '@tanstack/react-router';
import { render } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import i18next from 'i18next';
import { onTestFinished, vi } from 'vitest';
import { startI18n, switchLanguage } from '@/app/i18n';
import { keepApart } from '@/app/keepApart';
import { makeQueryClient } from '@/app/queryClient';
import { makeRouter } from '@/app/router';
import { know } from '@/lib/know';
import { session } from '@/lib/session';
import { MockServer } from '@/mock/server';
import { theme } from '@/ui/theme';

/** The whole page at an address, before the mock server, in a language. */
export async function openPage(address: string, { server = new MockServer(), language = 'en' } = {}) {
  vi.stubGlobal('fetch', (input: RequestInfo | URL, init?: RequestInit) => server.handle(new Request(input, init)));
  if (!i18next.isInitialized) await startI18n();
  await switchLanguage(language);
  session.leave();
  await know();
  const client = makeQueryClient();
  const router = makeRouter(client, createMemoryHistory({ initialEntries: [address] }));
  onTestFinished(keepApart(client, router));
  const user = userEvent.setup();
  const view = render(
    <MantineProvider theme={theme} env="test">
      <QueryClientProvider client={client}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>,
  );
  return { server, router, user, ...view };
}
