const KEY = 'raconteur.back';

/** Where somebody was who signs in at another service: they come back to the first page only. */
export function keepBack(): void {
  try {
    sessionStorage.setItem(KEY, location.pathname + location.search);
  } catch {
    // Then it is the first page.
  }
}

/** That address, once. */
export function takeBack(): string | null {
  try {
    const kept = sessionStorage.getItem(KEY);
    sessionStorage.removeItem(KEY);
    return kept;
  } catch {
    return null;
  }
}
