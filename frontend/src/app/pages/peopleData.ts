import { auditQuery } from '@/features/people/useAudit';
import { peopleQuery } from '@/features/people/usePeople';
import { session } from '@/lib/session';
import { limitsQuery } from '@/lib/useLimits';
import type { Wanted } from '../ahead';
import { invitationsQuery } from '@/lib/useInvitations';

const ALL: readonly Wanted[] = [
  (client) => client.query({ ...peopleQuery, staleTime: 'static' }),
  (client) => client.query({ ...limitsQuery, staleTime: 'static' }),
  (client) => client.query({ ...invitationsQuery, staleTime: 'static' }),
  (client) => client.infiniteQuery({ ...auditQuery, staleTime: 'static' }),
];

/** Everything an administrator sees of the people; to others it would only be refused. */
export function peopleData(): readonly Wanted[] {
  const { session: said, me } = session.get();
  return said?.accounts === true && me?.role === 'administrator' ? ALL : [];
}
