import { expect, test } from 'vitest';
import { faultOfName, faultOfPassword } from './password';

test('a password is long enough and not easily guessed', () => {
  expect(faultOfPassword('', 'ada')).toBe('empty');
  expect(faultOfPassword('short', 'ada')).toBe('short');
  expect(faultOfPassword('aaaaaaaaaaaa', 'ada')).toBe('easy');
  expect(faultOfPassword('Ada Lovelace', 'ada lovelace')).toBe('easy');
  expect(faultOfPassword('x1'.repeat(101), 'ada')).toBe('long');
  expect(faultOfPassword('four bears in a boat', 'ada')).toBeNull();
});

test('its length is counted in letters, as the server counts', () => {
  expect(faultOfPassword('🦔🦊🐻🐌🐙', 'ada')).toBe('short');
});

test('a name is there, and not too long', () => {
  expect(faultOfName('  ')).toBe('empty');
  expect(faultOfName('x'.repeat(61))).toBe('long');
  expect(faultOfName('Zoé')).toBeNull();
});
