/** Changes not yet saved, kept in this browser so that a closed or reloaded page loses nothing. */
interface Kept {
  text: string;
  revision: number;
}

const name = (passage: number): string => `raconteur.edit.${passage}`;

export function keptEdit(passage: number): Kept | null {
  try {
    const held = localStorage.getItem(name(passage));
    return held === null ? null : (JSON.parse(held) as Kept);
  } catch {
    return null;
  }
}

export function keepEdit(passage: number, kept: Kept): void {
  try {
    localStorage.setItem(name(passage), JSON.stringify(kept));
  } catch {
    // A full or closed store: the text is still in the editor.
  }
}

export function forgetEdit(passage: number): void {
  try {
    localStorage.removeItem(name(passage));
  } catch {
    // Nothing was kept.
  }
}
