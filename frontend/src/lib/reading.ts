/** Words a grown-up reads aloud in a minute, to a child who asks questions. */
const WORDS_A_MINUTE = 130;

/** Lengths on offer, in words; each reads aloud as a round number of minutes. */
export const LENGTHS = [150, 260, 400, 650, 1300, 2000] as const;

/** Whole minutes it takes to read `words` aloud; at least one. */
export function minutesToRead(words: number): number {
  return Math.max(1, Math.round(words / WORDS_A_MINUTE));
}

/** The offered lengths, with `current` among them when it is an unusual one. */
export function lengthsAround(current: number): number[] {
  const minutes = minutesToRead(current);
  const others = LENGTHS.filter((words) => minutesToRead(words) !== minutes);
  return [...others, current].sort((a, b) => a - b);
}
