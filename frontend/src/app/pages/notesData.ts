import { notesQuery } from '@/lib/notes';
import { isChild } from '@/lib/bands';
import { session } from '@/lib/session';
import type { Wanted } from '../ahead';

/** What was held back, for the grown-ups. */
export const notesData = (): readonly Wanted[] => (isChild(session.get().me) ? [] : [(client) => client.infiniteQuery({ ...notesQuery, staleTime: 'static' })]);
