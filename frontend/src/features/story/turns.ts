import type { Passage, Story } from '@/api/types';

/** For each passage, the end of the path it was last seen on: turning back to a take finds what followed it. */
const ends = new Map<number, number>();

/** Remembers what follows each passage of the path shown. */
export function rememberPath(story: Story): void {
  if (story.head === null) return;
  for (const passage of story.passages) ends.set(passage.id, story.head);
}

/** The head to turn to so that `take` is shown, with what followed it when that is known. */
export const headFor = (take: number): number => ends.get(take) ?? take;

/** The takes beside this one. */
export function takesOf(passage: Passage): { index: number; count: number; previous: number | null; next: number | null } {
  const { takes, id } = passage;
  const index = takes.indexOf(id);
  return { index: index + 1, count: takes.length, previous: takes[index - 1] ?? null, next: takes[index + 1] ?? null };
}
