import { expect, test } from 'vitest';
import { toDocument, toText } from './edit/document';
import { runsOf, within } from './origins';
import { paragraphs, wholeWords } from './paragraphs';

test('any run of line ends separates two paragraphs', () => {
  expect(paragraphs('One.\n\nTwo.\nThree.\n').map((part) => part.text)).toEqual(['One.', 'Two.', 'Three.']);
  expect(paragraphs('One.\n\nTwo.')[1]?.start).toBe(6);
});

test('half a word waits until it is whole', () => {
  expect(wholeWords('The hedgeh')).toBe('The ');
  expect(wholeWords('The hedgehog ')).toBe('The hedgehog ');
  expect(wholeWords('x'.repeat(50))).toBe('x'.repeat(50));
});

test('origins counted in code points mark the right letters', () => {
  const text = '🦔 slept\n\nwell';
  const runs = runsOf(text, [
    { start: 0, length: 2, author: 'talebook', chooser: 'talebook' },
    { start: 2, length: 5, author: 'talebook', chooser: 'model' },
    { start: 7, length: 6, author: 'model', chooser: 'model' },
  ]);
  expect(runs.map((run) => [text.slice(run.start, run.end), run.origin])).toEqual([['🦔 ', 'talebook'], ['slept', 'chosen'], ['\n\nwell', 'model']]);
  expect(within(runs, text, 10, 14)).toEqual([{ origin: 'model', words: 'well' }]);
});

test('a passage comes out of the editor as it went in', () => {
  const text = '« Où vas-tu\u202f? »\n\nNulle part.';
  expect(toText(toDocument(text))).toBe(text);
  expect(toText(toDocument(''))).toBe('');
});
