/** A number between 0 and 1, the next of a row that its seed decides. */
export type Chance = () => number;

/** The same text always gives the same row of numbers (FNV-1a into mulberry32). */
export function chanceFrom(text: string): Chance {
  let state = 0x811c9dc5;
  for (const char of text) state = Math.imul(state ^ (char.codePointAt(0) ?? 0), 0x01000193);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** A whole number of tenths between `low` and `high`: short paths, the same on every machine. */
export const between = (chance: Chance, low: number, high: number): number =>
  Math.round((low + chance() * (high - low)) * 10) / 10;

export function pick<T>(chance: Chance, items: readonly [T, ...T[]]): T {
  return items[Math.floor(chance() * items.length)] ?? items[0];
}
