interface Early {
  url: string;
  response: Promise<Response>;
}

declare global {
  interface Window {
    /** What public/early.js asked for before the page's own scripts had come. */
    raconteurEarly?: Early[];
  }
}

/**
 * The early answer from this address, once; null when none was asked for, when it failed, or when it
 * was asked for before somebody signed in.
 */
export async function takeEarly(url: string): Promise<Response | null> {
  const waiting = window.raconteurEarly ?? [];
  const early = waiting.find((one) => one.url === url);
  if (!early) return null;
  window.raconteurEarly = waiting.filter((one) => one !== early);
  const response = await early.response.catch(() => null);
  return response?.status === 401 ? null : response;
}
