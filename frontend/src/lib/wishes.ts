/** Kinds of story and moods on offer; the API takes any other short word too. */
export const GENRES = ['bedtime', 'adventure', 'fairy_tale', 'mystery', 'funny', 'everyday'] as const;
export const TONES = ['calm', 'cosy', 'playful', 'brave', 'wild'] as const;
