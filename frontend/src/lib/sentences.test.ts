import { expect, test } from 'vitest';
import { wholeSentences } from './sentences';

test('only whole sentences are read out', () => {
  expect(wholeSentences('Pip slept. The moon w')).toEqual({ whole: 'Pip slept.', rest: ' The moon w' });
  expect(wholeSentences('Pip sl')).toEqual({ whole: '', rest: 'Pip sl' });
});

test('closing quotes belong to their sentence, French ones too', () => {
  expect(wholeSentences('“Stop!” said').whole).toBe('“Stop!”');
  expect(wholeSentences('« Où vas-tu\u202f?\u202f» Il').whole).toBe('« Où vas-tu\u202f?\u202f»');
});

test('a number is not an end', () => {
  expect(wholeSentences('It cost 3.50 that').whole).toBe('');
});
