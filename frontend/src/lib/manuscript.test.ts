import { expect, test, vi } from 'vitest';
import type { Passage, PassageError, Story } from '@/api/types';
import { Manuscript } from './manuscript';

const passage = (part: Partial<Passage>): Passage => ({
  id: 1, story: 1, parent: null, takes: [1], take_heads: [1], kind: 'opening', position: 0, state: 'writing', text: '', revision: 0, held: false, instruction: null, unattended: false, error: null,
  model: 'm', model_name: 'M', craft: 'guided', words: 0, queue: null, created_at: '', started_at: null, finished_at: null, ...part,
});
const story = (...passages: Partial<Passage>[]): Story => ({
  id: 1, title: '', state: 'writing', head: 1, revision: 1, prompt: '', language: 'en', genre: null, tone: null, length_words: 260, craft: 'guided',
  model: 'm', seed: 1, band: 'adult', family: false, mine: true, owner: { id: 1, name: '' }, readers: [], created_at: '', updated_at: '', deleted_at: null, words: 0, excerpt: '', passages: passages.map(passage),
});
const text = (offset: number, words: string, of = 1) => ({ event: 'text', id: '', data: JSON.stringify({ passage: of, offset, text: words }) });
const state = (to: string, of = 1, error: PassageError | null = null) => ({ event: 'state', id: '', data: JSON.stringify({ passage: of, state: to, error }) });

test('pieces join on to one another, repeated or overlapping', () => {
  const manuscript = new Manuscript();
  manuscript.seed(story({}));
  for (const message of [text(0, 'One 🦔 '), text(0, 'One 🦔 '), text(4, '🦔 two'), text(9, '!')]) expect(manuscript.take(message)).toBe('taken');
  expect(manuscript.leaf(1)).toMatchObject({ text: 'One 🦔 two!', length: 10 });
});

test('a missing piece is a gap, and nothing is shown out of order', () => {
  const manuscript = new Manuscript();
  manuscript.seed(story({ text: 'abc' }));
  expect(manuscript.take(text(5, 'f'))).toBe('gap');
  expect(manuscript.leaf(1)?.text).toBe('abc');
  expect(manuscript.position()).toBe('1:3');
});

test('a late fetch does not take back what was shown', () => {
  const manuscript = new Manuscript();
  manuscript.seed(story({}));
  manuscript.take(text(0, 'Once upon'));
  manuscript.seed(story({ text: 'Once' }));
  expect(manuscript.leaf(1)?.text).toBe('Once upon');
  manuscript.seed(story({ text: 'Once upon a time' }));
  expect(manuscript.take(text(9, ' a time there'))).toBe('taken');
  expect(manuscript.leaf(1)?.text).toBe('Once upon a time there');
});

test('an edit replaces the text, even by a shorter one', () => {
  const manuscript = new Manuscript();
  manuscript.seed(story({ text: 'A long text', state: 'done', revision: 1 }));
  manuscript.seed(story({ text: 'Short', state: 'done', revision: 2 }));
  expect(manuscript.leaf(1)?.text).toBe('Short');
});

test('it asks for the story again when a part ends, is unknown, or was revised', () => {
  const stale = vi.fn();
  const manuscript = new Manuscript(stale);
  manuscript.seed(story({ text: 'x' }));
  manuscript.take(state('done'));
  manuscript.take(text(0, 'y', 2));
  manuscript.take({ event: 'revised', id: '', data: '{"passage":1,"revision":2}' });
  expect(stale).toHaveBeenCalledTimes(3);
});

test('that it waits for its model is known until the next words, and asks for nothing', () => {
  const stale = vi.fn();
  const manuscript = new Manuscript(stale);
  manuscript.seed(story({ text: 'Once' }));
  const waiting = { code: 'waiting', message: '' };
  for (const message of [state('writing', 1, waiting), state('writing', 1, waiting)]) manuscript.take(message);
  expect(manuscript.leaf(1)).toMatchObject({ state: 'writing', error: waiting, text: 'Once' });
  manuscript.take(text(4, ' upon'));
  expect(manuscript.leaf(1)).toMatchObject({ state: 'writing', error: null, text: 'Once upon' });
  manuscript.take(state('writing', 1, waiting));
  manuscript.take(state('writing'));
  expect(manuscript.leaf(1)?.error).toBeNull();
  expect(stale).not.toHaveBeenCalled();
});

test('the place to go on from is the part being written, or the end of the last one', () => {
  const manuscript = new Manuscript();
  expect(manuscript.position()).toBeNull();
  manuscript.seed(story({ text: 'abc', state: 'done', revision: 1 }));
  expect(manuscript.position()).toBe('1:3:end');
  manuscript.seed(story({ text: 'abc', state: 'done', revision: 1 }, { id: 2, parent: 1, state: 'queued' }));
  expect(manuscript.position()).toBe('2:0');
});

test('a stopped part that goes on keeps its text and takes more', () => {
  const manuscript = new Manuscript();
  manuscript.seed(story({ text: 'One', state: 'stopped', revision: 1 }));
  manuscript.take(state('queued'));
  expect(manuscript.position()).toBe('1:3');
  manuscript.take(text(3, ' two'));
  manuscript.take(state('done'));
  expect(manuscript.leaf(1)).toMatchObject({ text: 'One two', state: 'done' });
});
