import type { TFunction } from 'i18next';
import { ApiError } from '@/lib/apiFetch';

/** One kind sentence for any failure. The server's own words are used where it knows more than we do. */
export function describeError(reason: unknown, t: TFunction): string {
  if (!(reason instanceof ApiError)) return t('error.server');
  if (reason.unreachable) return t('error.unreachable');
  if (reason.status === 404) return t('error.missing');
  if (reason.status === 409) return t('error.conflict');
  if (reason.status === 413) return t('error.tooLarge');
  if (reason.status === 429 || reason.status === 503) return t('error.busy');
  if (reason.status >= 500 && reason.status !== 502) return t('error.server');
  const fields = Object.values(reason.fields).flat();
  return fields.length > 0 ? fields.join(' ') : reason.message;
}
