import { expect, test } from 'vitest';
import { MODELS } from '@/mock/data';
import { canWrite, craftFor, languagesOf, modelFor } from './writers';

const [small, large] = MODELS;

test('the usual model writes unless another is chosen', () => {
  expect(modelFor(MODELS, null)).toBe(small);
  expect(modelFor(MODELS, 'gemma')).toBe(large);
  expect(modelFor(MODELS, 'gone')).toBe(small);
});

test('a model is never asked to write freely in a language it cannot', () => {
  expect(canWrite(small, 'free', 'fr')).toBe(false);
  expect(craftFor(small, 'free', 'fr')).toBe('guided');
  expect(craftFor(small, 'free', 'en')).toBe('free');
});

test('its languages are those it can write in either way, or in the way asked for', () => {
  expect(languagesOf(small)).toEqual(['en', 'fr']);
  expect(languagesOf(small, 'free')).toEqual(['en']);
});
