import { expect, test } from 'vitest';
import { firstTables, MODELS } from '@/mock/data';
import { draftFrom, languageFor, toNewStory } from './draft';

const [small] = MODELS;
const draft = draftFrom(firstTables().config);

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
