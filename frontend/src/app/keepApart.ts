import type { QueryClient } from '@tanstack/react-query';
import type { AnyRouter } from '@tanstack/react-router';
import { knowAgain } from '@/lib/know';
import { away } from '@/lib/reachability';
import { isIn, session } from '@/lib/session';

/**
 * Nothing that was fetched for one person is shown to another, and whoever comes back finds the page
 * fresh. Answers the way to end it.
 */
export function keepApart(client: QueryClient, router: AnyRouter): () => void {
  let { room } = session.get();
  let inside = isIn(session.get());
  const look = () => {
    const known = session.get();
    const moved = known.room !== room;
    const entered = isIn(known) && (moved || !inside);
    const left = inside && !isIn(known);
    room = known.room;
    inside = isIn(known);
    if (moved) client.clear();
    else if (entered) void client.invalidateQueries();
    if (entered) void router.invalidate();
    // In which ways somebody can come in is said to nobody only.
    if (left) void knowAgain();
  };
  // Somebody may have signed in or out in another tab, or the server was away when it was asked first.
  const ask = () => {
    const { session: said } = session.get();
    if (document.visibilityState === 'visible' && said?.accounts !== false) void knowAgain();
  };
  const back = () => {
    if (!away.get() && session.get().session === null) void knowAgain();
  };
  const ends = [session.subscribe(look), away.subscribe(back)];
  document.addEventListener('visibilitychange', ask);
  return () => {
    for (const end of ends) end();
    document.removeEventListener('visibilitychange', ask);
  };
}
