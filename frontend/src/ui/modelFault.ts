import type { TFunction } from 'i18next';

const FAULTS = ['unreachable', 'refused', 'timeout', 'died', 'nonsense', 'not_found', 'bad_request', 'unauthorised', 'overloaded', 'storage', 'not_allowed'] as const;

/** What went wrong with a model, by the code the server gave it. */
export function modelFault(code: string | undefined, t: TFunction): string {
  const fault = FAULTS.find((known) => known === code) ?? 'other';
  return t(`story.failed.${fault}`);
}
