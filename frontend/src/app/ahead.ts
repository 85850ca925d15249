import type { QueryClient } from '@tanstack/react-query';
import { isIn, session } from '@/lib/session';

/** Asks for one thing that a page will show; what is held already is good enough. */
export type Wanted = (client: QueryClient) => Promise<unknown>;

/** How long a page waits for its first data before it is shown without. */
const PATIENCE = 1200;

/** Fetches what a page shows before the page is shown, so that it appears whole. Failures are the page's to tell. */
export async function ahead(client: QueryClient, wanted: () => Promise<readonly Wanted[]>): Promise<void> {
  if (!isIn(session.get())) return;
  const all = wanted().then((list) => Promise.allSettled(list.map((ask) => ask(client))));
  const enough = new Promise((resolve) => setTimeout(resolve, PATIENCE));
  await Promise.race([all, enough]);
}
