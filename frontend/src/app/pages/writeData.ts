import { promptsQuery } from '@/features/prompts/api';
import { readersQuery } from '@/features/readers/api';
import { configQuery } from '@/features/settings/useConfig';
import { modelsQuery } from '@/features/settings/useModels';
import { LAST, shelfQuery } from '@/features/shelf/useShelf';
import type { Wanted } from '../ahead';

/** Everything the first screen shows. */
export const writeData: readonly Wanted[] = [
  (client) => client.query({ ...configQuery, staleTime: 'static' }),
  (client) => client.query({ ...modelsQuery, staleTime: 'static' }),
  (client) => client.query({ ...promptsQuery, staleTime: 'static' }),
  (client) => client.query({ ...readersQuery, staleTime: 'static' }),
  (client) => client.infiniteQuery({ ...shelfQuery('shelf', LAST), staleTime: 'static' }),
];
