import { expect, finished, kept, shown, test, type StoryJson } from './stage';

test('a first visitor asks for a story and watches it being written to its end', async ({ page, stage }) => {
  await page.goto('/');
  await page.getByLabel('What is tonight’s story about?').fill('A hedgehog who is afraid of the dark finds a lantern');
  await page.getByRole('button', { name: 'Begin the story' }).click();
  await expect(page).toHaveURL(/\/stories\/\d+$/);
  await finished(page);
  const id = Number(page.url().split('/').at(-1));
  const story = await stage.get<StoryJson>(`/stories/${id}`);
  expect(await shown(page)).toBe(kept(story));
  await expect(page).toHaveTitle(`${story.title} · Raconteur`);
  await expect(page.getByText(/^Written by /)).toBeVisible();
});

test('a story for a reader, in French, says so from the first chip to the last line', async ({ page, stage }) => {
  await stage.post('/readers', { name: 'Zoé', age: 5, language: 'fr', likes: ['les hérissons'], avoid: [] });
  await page.goto('/');
  await page.getByLabel('What is tonight’s story about?').fill('Un hérisson qui a peur du noir');
  await page.getByRole('button', { name: /^For whom/ }).click();
  await page.getByRole('checkbox', { name: /Zoé/ }).first().check();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'For whom: for Zoé' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Language: in French' })).toBeVisible();
  await page.getByRole('button', { name: 'Begin the story' }).click();
  await finished(page);
  await expect(page.getByText('for Zoé')).toBeVisible();
  await expect(page.getByTestId('passage-text').first()).toHaveAttribute('lang', 'fr');
});

test('what is wrong with a wish is said beside it, and nothing is sent', async ({ page }) => {
  await page.goto('/');
  await page.getByRole('button', { name: 'Begin the story' }).click();
  await expect(page.getByRole('alert')).toHaveText('Say in a few words what the story is about.');
  await page.getByLabel('What is tonight’s story about?').fill('x'.repeat(20_001));
  await page.getByRole('button', { name: 'Begin the story' }).click();
  await expect(page.getByRole('alert')).toContainText('20,000');
  await expect(page).toHaveURL(/\/$/);
});

test('a story can be begun with the keyboard alone', async ({ page }) => {
  await page.goto('/');
  const field = page.getByLabel('What is tonight’s story about?');
  await field.waitFor();
  for (let presses = 0; presses < 12; presses++) {
    await page.keyboard.press('Tab');
    if (await field.evaluate((element) => element === document.activeElement)) break;
  }
  await page.keyboard.type('A kite that is afraid of heights');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: /^Kind of story/ })).toBeFocused();
  for (let presses = 0; presses < 12; presses++) {
    await page.keyboard.press('Tab');
    if (await page.getByRole('button', { name: 'Begin the story' }).evaluate((element) => element === document.activeElement)) break;
  }
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/stories\/\d+$/);
  await finished(page);
});

test('the back button and the address find everything again', async ({ page, stage }) => {
  const story = await stage.begin('A small boat');
  await page.goto('/stories?q=zzz');
  await expect(page.getByLabel('Search by title')).toHaveValue('zzz');
  await page.goto(`/stories/${story.id}`);
  await finished(page);
  await page.getByRole('link', { name: 'Settings' }).click();
  await expect(page.getByRole('heading', { name: 'Settings' })).toBeVisible();
  await page.goBack();
  await finished(page);
  await page.reload();
  await finished(page);
});
