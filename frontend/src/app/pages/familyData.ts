import { readersQuery } from '@/features/readers/api';
import { isChild } from '@/lib/bands';
import { familiesQuery } from '@/lib/families';
import { session } from '@/lib/session';
import type { Wanted } from '../ahead';

const ALL: readonly Wanted[] = [(client) => client.query({ ...familiesQuery, staleTime: 'static' }), (client) => client.query({ ...readersQuery, staleTime: 'static' })];

/** Everything the family's page shows, to those it is for. */
export function familyData(): readonly Wanted[] {
  const { session: said, me } = session.get();
  return said?.accounts === true && !isChild(me) ? ALL : [];
}
