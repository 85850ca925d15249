import { expect, test } from 'vitest';
import { firstTables, MODELS } from '@/mock/data';
import { canWrite, craftFor, draftFrom, languageFor, languagesOf, modelFor, toNewStory } from './draft';

const [small, large] = MODELS;
const draft = draftFrom(firstTables().config);

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

test('its languages are those it can write in either way', () => {
  expect(languagesOf(small)).toEqual(['en', 'fr']);
});

test('the language is the chosen one, or the reader’s, or the page’s', () => {
  const open = { ...draft, language: null };
  expect(languageFor({ ...draft, language: 'en' }, small, ['fr', 'fr'])).toBe('en');
  expect(languageFor(open, small, ['fr', 'en'])).toBe('fr');
  expect(languageFor(open, small, [null, 'fr'])).toBe('fr');
  expect(languageFor(open, small, ['de', 'it'])).toBe('en');
});

test('the story asked for says what the sentence says', () => {
  expect(toNewStory('  A fox  ', { ...draft, readers: [1] }, 'fr', small)).toMatchObject({ prompt: 'A fox', reader_ids: [1], language: 'fr', length_words: 260, genre: 'bedtime', tone: 'calm', craft: 'guided' });
});
