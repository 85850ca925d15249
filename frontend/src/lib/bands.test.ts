import { expect, test } from 'vitest';
import { bandOf } from './bands';

test('an age says its band, and no age that of a child of seven', () => {
  expect([0, 5, 6, 8, 9, 12, 13, 17, 18, 80].map(bandOf)).toEqual(['3-5', '3-5', '6-8', '6-8', '9-12', '9-12', '13-17', '13-17', 'adult', 'adult']);
  expect(bandOf(null)).toBe('6-8');
});
