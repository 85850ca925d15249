import { isMantineColorScheme, type MantineColorSchemeManager } from '@mantine/core';
import { keepPreference, preference } from '@/lib/preferences';

/** Keeps day, night or "as the device" under the name that public/early.js reads. */
export const schemeManager: MantineColorSchemeManager = {
  get: (fallback) => {
    const kept = preference('theme');
    return isMantineColorScheme(kept) ? kept : fallback;
  },
  set: (value) => keepPreference('theme', value),
  subscribe: () => undefined,
  unsubscribe: () => undefined,
  clear: () => undefined,
};
