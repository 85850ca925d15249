import { readersQuery } from '@/features/readers/api';
import { isChild } from '@/lib/bands';
import { familiesQuery } from '@/lib/families';
import { session } from '@/lib/session';
import { invitationsQuery } from '@/lib/useInvitations';
import type { Wanted } from '../ahead';

const ALL: readonly Wanted[] = [(client) => client.query({ ...familiesQuery, staleTime: 'static' }), (client) => client.query({ ...readersQuery, staleTime: 'static' })];

/** Everything the family's page shows, to those it is for. */
export function familyData(): readonly Wanted[] {
  const { session: said, me } = session.get();
  if (said?.accounts !== true || isChild(me)) return [];
  return me?.guardian === true ? [...ALL, (client) => client.query({ ...invitationsQuery, staleTime: 'static' })] : ALL;
}
