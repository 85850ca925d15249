import { expect, test } from 'vitest';
import { LENGTHS, lengthsAround, minutesToRead } from './reading';

test('each length on offer is a round number of minutes', () => {
  expect(LENGTHS.map(minutesToRead)).toEqual([1, 2, 3, 5, 10, 15]);
});

test('an unusual length stands among the others, in the place of its like', () => {
  expect(lengthsAround(300)).toEqual([150, 300, 400, 650, 1300, 2000]);
  expect(lengthsAround(900)).toEqual([150, 260, 400, 650, 900, 1300, 2000]);
});
