import { render } from '@testing-library/react';
import { expect, test } from 'vitest';
import { chanceFrom } from './chance';
import { Cover } from './Cover';
import { Hedgehog } from './creatures';
import { motifFor } from './motif';
import { Sea } from './places';
import { titleLines, widthOf } from './titleLines';

const story = { title: 'Zoé et la mer', prompt: 'Zoé voit la mer', genre: null, tone: 'calm', seed: 7, language: 'fr' };
const drawn = (part: Partial<typeof story> = {}) => render(<Cover story={{ ...story, ...part }} />).container.innerHTML;

test('the same story always has the same cover', () => {
  expect(drawn()).toBe(drawn());
});

test('a new title keeps the drawing', () => {
  const art = (html: string) => html.replace(/<text.*<\/text>/, '');
  expect(art(drawn({ title: 'Au bord de l’eau' }))).toBe(art(drawn()));
});

test('another seed draws it otherwise', () => {
  expect(drawn({ seed: 8 })).not.toBe(drawn());
});

test('the theme is read from the words, in either language', () => {
  const chance = chanceFrom('x');
  expect(motifFor('A hedgehog by the sea', null, chance)).toBe(Hedgehog);
  expect(motifFor('Un hérisson au bord de la mer', null, chance)).toBe(Hedgehog);
  expect(motifFor('Le bateau bleu', null, chance)).toBe(Sea);
});

test('any title fits the cover', () => {
  const titles = ['X', 'Pip and the Borrowed Lantern', 'Donaudampfschifffahrtsgesellschaftskapitän', 'a '.repeat(100), 'Grandmother’s House at the End of the Very Long Lane in the Rain'];
  for (const title of titles) {
    const { lines, size } = titleLines(title, 244);
    expect(lines.length).toBeLessThanOrEqual(5);
    for (const line of lines) expect(widthOf(line) * size).toBeLessThanOrEqual(244);
  }
});
