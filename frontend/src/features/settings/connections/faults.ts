import { ApiError } from '@/lib/apiFetch';

export type Field = 'label' | 'url' | 'name' | 'key';
const FIELDS: readonly Field[] = ['label', 'url', 'name', 'key'];

/** Longest name and address that are taken. */
export const LABEL_LONGEST = 60;
export const URL_LONGEST = 2000;

export interface Fault {
  field: Field;
  /** Not a fault of form, but a no of the server's: by what it keeps to, not by what was typed. */
  refused: boolean;
}

/** What can be seen to be wrong before anything is sent. */
export function faultOf({ label, url }: { label: string; url: string }): Fault | null {
  if (label.trim() === '') return { field: 'label', refused: false };
  return isAddress(url) ? null : { field: 'url', refused: false };
}

/** The first field that the server would not take. */
export function faultSaid(reason: unknown): Fault | null {
  if (!(reason instanceof ApiError) || reason.status !== 422) return null;
  const field = FIELDS.find((one) => reason.fields[one] !== undefined);
  return field === undefined ? null : { field, refused: true };
}

function isAddress(text: string): boolean {
  try {
    const { protocol, host } = new URL(text.trim());
    return (protocol === 'https:' || protocol === 'http:') && host !== '';
  } catch {
    return false;
  }
}
