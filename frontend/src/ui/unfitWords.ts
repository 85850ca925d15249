import type { TFunction } from 'i18next';
import type { ApiError } from '@/lib/apiFetch';
import { whyWords } from './whyWords';

/** After which of these a child may need somebody to talk to, more than another idea. */
const CARE: readonly string[] = ['self_harm', 'contact'];

interface Asked {
  /** A child is not told what it was: only how to go on. */
  child: boolean;
  /** A story is there already, and so are those it is for. */
  goingOn: boolean;
}

/** A wish that does not suit whom the story is for: said kindly, with what to do next. */
export function unfitWords({ reasons }: ApiError, { child, goingOn }: Asked, t: TFunction): string {
  if (reasons.length > 0 && reasons.every((one) => one === 'unchecked')) return t('fit.wish.unchecked');
  if (!child) return t(goingOn ? 'fit.wish.adultOn' : 'fit.wish.adult', { why: whyWords(reasons, t).join(' ') });
  const next = t(goingOn ? 'fit.wish.childOn' : 'fit.wish.child');
  return reasons.some((one) => CARE.includes(one)) ? `${next} ${t('fit.wish.care')}` : next;
}
