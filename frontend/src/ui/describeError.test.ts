import i18next from 'i18next';
import { beforeAll, expect, test } from 'vitest';
import { startI18n, switchLanguage } from '@/app/i18n';
import { ApiError } from '@/lib/apiFetch';
import { describeError, describeField } from './describeError';

beforeAll(async () => {
  if (!i18next.isInitialized) await startI18n();
  await switchLanguage('fr');
});
const french = (error: ApiError) => describeError(error, i18next.t);

test('a problem of a known kind is told in the page’s language', () => {
  expect(french(new ApiError('Take it back first.', 409, null, {}, 'trashed'))).toEqual({ text: 'Cette histoire est dans la corbeille. Remettez-la d’abord à sa place.', theirs: null });
  expect(french(new ApiError('…', 502, null, {}, 'model-timeout')).text).toBe('Le modèle a mis trop longtemps à répondre.');
});

test('a field that cannot be taken is told by its rule, once', () => {
  const error = new ApiError('Some fields cannot be used.', 422, null, { 'likes.0': ['too long'], 'likes.7': ['too long'] });
  expect(french(error)).toEqual({ text: 'Jusqu’à 30 choses aimées, de 60 caractères au plus chacune.', theirs: null });
  expect(describeField(error, 'likes', i18next.t)).toBe('Jusqu’à 30 choses aimées, de 60 caractères au plus chacune.');
  expect(describeField(error, 'name', i18next.t)).toBeNull();
});

test('what the page does not know is told in general, with the server’s words beside it', () => {
  expect(french(new ApiError('Some fields cannot be used.', 422, null, { body: ['give one'] }))).toEqual({ text: 'Le serveur n’a pas accepté cela.', theirs: 'Some fields cannot be used. give one' });
  expect(french(new ApiError('I am a teapot.', 418, null))).toMatchObject({ theirs: 'I am a teapot.' });
  expect(french(new ApiError('Bad gateway', 502, null)).text).toMatch(/^Quelque chose s’est mal passé/);
});

test('a server that does not answer is not blamed on anybody', () => {
  expect(french(new ApiError('', 0, null)).text).toMatch(/^Le serveur ne répond pas/);
});
