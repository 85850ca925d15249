/** Choices about the page itself; they stay in this browser. Read also by public/early.js. */
export type Preference = 'language' | 'theme' | 'type';

export function preference(name: Preference): string | null {
  try {
    return localStorage.getItem(`raconteur.${name}`);
  } catch {
    return null;
  }
}

export function keepPreference(name: Preference, value: string): void {
  try {
    localStorage.setItem(`raconteur.${name}`, value);
  } catch {
    // A browser that keeps nothing still shows the page as chosen until it is closed.
  }
}
