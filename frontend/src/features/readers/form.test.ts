import { expect, test } from 'vitest';
import { faultsIn, fieldsOf, toReader } from './form';

const blank = fieldsOf(null);

test('a name is needed, and an age is a whole number of years', () => {
  expect(faultsIn(blank)).toEqual(['name']);
  expect(faultsIn({ ...blank, name: 'Zoé', age: '5' })).toEqual([]);
  for (const age of ['-1', '121', '4.5', 'five']) expect(faultsIn({ ...blank, name: 'Zoé', age })).toEqual(['age']);
});

test('likes are split at commas, without blanks or doubles', () => {
  expect(toReader({ ...blank, name: ' Zoé ', likes: 'hedgehogs, the sea ,,hedgehogs' })).toMatchObject({ name: 'Zoé', age: null, likes: ['hedgehogs', 'the sea'] });
});
