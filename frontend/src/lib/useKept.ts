import { useState } from 'react';

/** State that a reload or the back button finds again, for as long as the tab lives. */
export function useKept(name: string): [string, (value: string) => void] {
  const key = `raconteur.${name}`;
  const [value, setValue] = useState(() => sessionStorage.getItem(key) ?? '');
  const keep = (next: string) => {
    setValue(next);
    try {
      sessionStorage.setItem(key, next);
    } catch {
      // Too long for the browser's store: it is still in the field.
    }
  };
  return [value, keep];
}
