import { modelsQuery } from '@/features/settings/useModels';
import { session } from '@/lib/session';
import { limitsQuery, usageQuery } from '@/lib/useLimits';
import type { Wanted } from '../ahead';

const ALL: readonly Wanted[] = [
  (client) => client.query({ ...limitsQuery, staleTime: 'static' }),
  (client) => client.query({ ...modelsQuery, staleTime: 'static' }),
  (client) => client.query({ ...usageQuery, staleTime: 'static' }),
];

/** Everything an administrator sees of what is used; to others it would only be refused. */
export function limitsData(): readonly Wanted[] {
  const { session: said, me } = session.get();
  return said?.accounts === false || me?.role === 'administrator' ? ALL : [];
}
