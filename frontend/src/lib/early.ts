interface Early {
  url: string;
  response: Promise<Response>;
}

declare global {
  interface Window {
    /** What public/early.js asked for before the page's own scripts had come. */
    raconteurEarly?: Early;
  }
}

/** The early answer from this address, once; null when none was asked for, or when it failed. */
export async function takeEarly(url: string): Promise<Response | null> {
  const early = window.raconteurEarly;
  if (early?.url !== url) return null;
  delete window.raconteurEarly;
  return early.response.catch(() => null);
}
