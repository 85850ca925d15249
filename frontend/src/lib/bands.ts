import type { Band, Me } from '@/api/types';

/** Whom a story may be for, youngest first. */
export const BANDS: readonly Band[] = ['3-5', '6-8', '9-12', '13-17', 'adult'];

/** What an age says; without one a reader counts as seven, as everywhere on the server. */
export function bandOf(age: number | null): Band {
  if (age === null) return '6-8';
  if (age <= 5) return '3-5';
  if (age <= 8) return '6-8';
  if (age <= 12) return '9-12';
  return age <= 17 ? '13-17' : 'adult';
}

/** Grown-ups write; a child where a guardian allows it, and as long as there is one. */
export const mayWrite = (who: Me | null): boolean => !isChild(who) || (who?.may_write === true && who.family !== null);

/** A child reads, and writes within what a guardian allows; the API's role for it is `reader`. */
export const isChild = (who: Pick<Me, 'role'> | null): boolean => who?.role === 'reader';
