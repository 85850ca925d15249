import type { RefObject } from 'react';

/** What stands in a field, also when a password manager put it there without a word to the page. */
export const typed = (field: RefObject<HTMLInputElement | null>): string => field.current?.value ?? '';
