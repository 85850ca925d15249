import type { TFunction } from 'i18next';
import { ApiError } from '@/lib/apiFetch';
import { modelFault } from './modelFault';

const KINDS = ['changed', 'writing', 'ended', 'trashed', 'untrashed', 'last', 'role', 'csrf', 'cap', 'guardian', 'unfit', 'family', 'child', 'held'] as const;
const FIELDS = ['prompt', 'content', 'instruction', 'text', 'title', 'name', 'age', 'likes', 'avoid', 'language', 'length_words', 'genre', 'tone', 'model', 'seed', 'reader_ids'] as const;
type Status = 401 | 403 | 404 | 409 | 413 | 429 | 503;
const BY_STATUS = { 401: 'error.signIn', 403: 'error.notHere', 404: 'error.missing', 409: 'error.kind.changed', 413: 'error.tooLarge', 429: 'error.busy', 503: 'error.busy' } as const satisfies Record<Status, string>;
const MODEL = 'model-';

/** A failure in the page's language; `theirs` are the server's own words where the page has none as exact. */
export interface Description {
  text: string;
  theirs: string | null;
}

/** One kind sentence for any failure, by the problem's kind, the field it names, or its status. */
export function describeError(reason: unknown, t: TFunction): Description {
  if (!(reason instanceof ApiError)) return { text: t('error.server'), theirs: null };
  const text = sentence(reason, t);
  if (text !== null) return { text, theirs: null };
  const general = reason.status >= 500 ? t('error.server') : t('error.refused');
  const said = [reason.message, ...Object.values(reason.fields).flat()].join(' ');
  return { text: general, theirs: said === '' ? null : said };
}

/** What is wrong with one field of a form, if the server found something wrong with it. */
export function describeField(reason: unknown, field: string, t: TFunction): string | null {
  if (!(reason instanceof ApiError)) return null;
  const said = Object.entries(reason.fields).find(([name]) => rootOf(name) === field)?.[1];
  return said ? (fieldRule(field, t) ?? said.join(' ')) : null;
}

function sentence(reason: ApiError, t: TFunction): string | null {
  const { status, kind, fields } = reason;
  if (reason.unreachable) return t('error.unreachable');
  if (kind?.startsWith(MODEL)) return modelFault(kind.slice(MODEL.length), t);
  // The same word for who may not, and for what would leave a family without one.
  if (kind === 'guardian' && status === 409) return t('error.kind.lastGuardian');
  const known = KINDS.find((one) => one === kind);
  if (known) return t(`error.kind.${known}`);
  const rules = new Set(Object.keys(fields).map((name) => fieldRule(rootOf(name), t)));
  if (rules.size > 0) return rules.has(null) ? null : [...rules].join(' ');
  return isKnown(status) ? t(BY_STATUS[status]) : null;
}

/** The rule that a field keeps, which says what to mend whichever way it was broken. */
function fieldRule(name: string, t: TFunction): string | null {
  const field = FIELDS.find((one) => one === name);
  return field ? t(`error.field.${field}`) : null;
}

/** `likes.3` is one of the likes. */
const rootOf = (name: string): string => name.split('.')[0] ?? name;
const isKnown = (status: number): status is Status => status in BY_STATUS;
