import type { TFunction } from 'i18next';
import type { Entry, Person, Role, Scope } from '@/api/types';
import { personName } from '@/ui/personName';

export const KINDS = [
  'signed-in', 'sign-in-failed', 'signed-out', 'signed-out-elsewhere', 'joined', 'invited', 'invitation-withdrawn', 'role-changed',
  'disabled', 'enabled', 'password-reset-offered', 'password-changed', 'token-made', 'token-revoked', 'settings-changed',
  'shared', 'share-ended', 'joined-elsewhere', 'sign-in-failed-elsewhere', 'sign-in-failed-unknown',
  'leaves', 'stays', 'left', 'joined-gateway', 'password-reset-mailed', 'mail-changed', 'cap-changed', 'limits-changed', 'trash-emptied',
  'connection-added', 'connection-changed', 'connection-removed', 'connection-added-shared', 'connection-changed-shared', 'connection-removed-shared',
] as const;
export const OF_FAMILIES = [
  'family-made', 'family-renamed', 'family-dissolved', 'member-changed', 'member-removed', 'member-removed-forever', 'member-left', 'joined-family', 'shelved', 'unshelved', 'approved',
] as const;
const ROLES: readonly Role[] = ['administrator', 'writer', 'reader'];
const SCOPES: readonly Scope[] = ['read', 'write', 'administer', 'metrics'];

/** A line of the log as somebody would say it. What a newer server knows is given by its name. */
export function auditSentence(entry: Entry, people: readonly Person[], t: TFunction, language: string): string {
  const { what, user_id, about } = entry;
  const named = (id: unknown): string => {
    const person = people.find((one) => one.id === id);
    return person ? personName(person.name) : t('people.audit.somebody');
  };
  const who = named(user_id);
  const name = nameOf(entry);
  const kind = KINDS.find((one) => one === name);
  const family = OF_FAMILIES.find((one) => one === name);
  if (family) return t(`family.audit.${family}`, { who, whom: named(about.user) });
  if (!kind) return t('people.audit.other', { who, what });
  const role = ROLES.find((one) => one === about.role);
  const scopes = Array.isArray(about.scopes) ? SCOPES.filter((one) => (about.scopes as unknown[]).includes(one)) : [];
  return t(`people.audit.said.${kind}`, {
    who,
    whom: named(about.user),
    count: typeof about.count === 'number' ? about.count : 0,
    role: role ? t(`people.roleOf.${role}`) : '',
    list: new Intl.ListFormat(language, { type: 'conjunction' }).format(scopes.map((scope) => t(`account.key.may.${scope}`))),
  });
}

/** What happened in one of several ways is told apart. */
function nameOf({ what, user_id, about }: Entry): string {
  if (about.how === 'oidc' && (what === 'joined' || what === 'sign-in-failed')) return `${what}-elsewhere`;
  if (what === 'joined' && about.how === 'gateway') return 'joined-gateway';
  if (what === 'member-removed' && about.forever === true) return 'member-removed-forever';
  if (what.startsWith('connection-') && about.shared === true) return `${what}-shared`;
  return what === 'sign-in-failed' && user_id === null ? 'sign-in-failed-unknown' : what;
}
