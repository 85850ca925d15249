import { useSyncExternalStore } from 'react';
import type { Passage } from '@/api/types';
import type { Leaf, Manuscript } from '@/lib/manuscript';

/** The passage as it stands now: what the stream brought, over what was fetched. */
export function useLeaf(manuscript: Manuscript, passage: Passage | undefined): Leaf | undefined {
  const id = passage?.id ?? -1;
  return useSyncExternalStore(manuscript.subscribe, () => manuscript.leaf(id));
}
