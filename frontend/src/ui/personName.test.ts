import { expect, test } from 'vitest';
import { personName } from './personName';

test.each([
  ['ada', 'Ada'],
  ['jean-luc de la tour', 'Jean-Luc De La Tour'],
  ['zoé', 'Zoé'],
  ['élise d’arc', 'Élise D’arc'],
  ['bob@example.org', 'bob@example.org'],
  ['user_7', 'user_7'],
])('%s is shown as %s', (kept, shown) => {
  expect(personName(kept)).toBe(shown);
});
