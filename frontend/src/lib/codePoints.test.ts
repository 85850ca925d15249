import { expect, test } from 'vitest';
import { codePointLength, dropCodePoints, sliceCodePoints } from './codePoints';

test('a hedgehog in emoji counts as one', () => {
  expect(codePointLength('a🦔é')).toBe(3);
  expect(codePointLength('')).toBe(0);
});

test('dropping never cuts a character in half', () => {
  expect(dropCodePoints('🦔🦔x', 1)).toBe('🦔x');
  expect(dropCodePoints('ab', 5)).toBe('');
  expect(dropCodePoints('ab', 0)).toBe('ab');
});

test('a slice is counted in code points from both ends', () => {
  expect(sliceCodePoints('a🦔bc', 1, 2)).toBe('🦔b');
  expect(sliceCodePoints('abc', 2, 9)).toBe('c');
});
