import type { Passage } from '@/api/types';

/** Which take this is, and the heads that show the takes beside it with what was last written after them. */
export function takesOf({ id, takes, take_heads: heads }: Passage): { index: number; count: number; previous: number | null; next: number | null } {
  const index = takes.indexOf(id);
  return { index: index + 1, count: takes.length, previous: heads[index - 1] ?? null, next: heads[index + 1] ?? null };
}
