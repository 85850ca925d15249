import { codePointLength } from './codePoints';

/** The server says the same; said here, it is said in the page's language and before anything is sent. */
export const SHORTEST = 10;
export const LONGEST = 200;
export const NAME_LONGEST = 60;

export type PasswordFault = 'empty' | 'short' | 'long' | 'easy';

export function faultOfPassword(password: string, name: string): PasswordFault | null {
  const length = codePointLength(password);
  if (length === 0) return 'empty';
  if (length < SHORTEST) return 'short';
  if (length > LONGEST) return 'long';
  const low = password.toLowerCase();
  return low === name.toLowerCase() || new Set(low).size < 4 ? 'easy' : null;
}

export type NameFault = 'empty' | 'long';

export function faultOfName(name: string): NameFault | null {
  if (name.trim() === '') return 'empty';
  return codePointLength(name.trim()) > NAME_LONGEST ? 'long' : null;
}
