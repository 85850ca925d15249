import { expect, test } from 'vitest';
import en from './en.json';
import fr from './fr.json';

type Tree = { [key: string]: string | Tree };

/** Every key of a language's file, plural forms counted once. */
function keysOf(tree: Tree, prefix = ''): string[] {
  const found = Object.entries(tree).flatMap(([key, value]) => (typeof value === 'string' ? [prefix + key.replace(/_(zero|one|two|few|many|other)$/, '')] : keysOf(value, `${prefix}${key}.`)));
  return [...new Set(found)].sort();
}

const leaves = (tree: Tree): string[] => Object.values(tree).flatMap((value) => (typeof value === 'string' ? [value] : leaves(value)));

const files = Object.entries(import.meta.glob<Tree>('./*.json', { eager: true, import: 'default' }));

test.each(files)('%s says everything that English says', (_file, strings) => {
  expect(keysOf(strings)).toEqual(keysOf(en));
});

test('French keeps a thin space before its high signs, and inside its quotes', () => {
  for (const words of leaves(fr)) expect(words).not.toMatch(/[^\u202f{}][;!?»]|[^\u202f}]:(?!\/)|«[^\u202f]/u);
});

test('nobody is shouted at', () => {
  for (const words of [...leaves(en), ...leaves(fr)]) expect(words).not.toContain('!');
});
