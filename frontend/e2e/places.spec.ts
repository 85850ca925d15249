import { expect, finished, test } from './stage';

test('ideas are kept, found, used, changed and deleted', async ({ page }) => {
  await page.goto('/');
  await page.getByRole('button', { name: 'Add an idea' }).click();
  await page.getByRole('textbox', { name: 'The idea' }).fill('Two snails race all summer');
  await page.getByRole('button', { name: 'Save' }).click();
  const card = page.getByRole('listitem').filter({ hasText: 'Two snails race' });
  await expect(card).toBeVisible();
  await page.getByLabel('Search the ideas').fill('snails');
  await card.getByRole('button', { name: /^Edit/ }).click();
  await page.getByRole('textbox', { name: 'The idea' }).fill('Two snails race all winter');
  await page.getByRole('button', { name: 'Save' }).click();
  await card.getByRole('button', { name: 'Two snails race all winter', exact: true }).click();
  await expect(page.getByLabel('What is tonight’s story about?')).toHaveValue('Two snails race all winter');
  await card.getByRole('button', { name: /^Delete/ }).click();
  await expect(card).toBeHidden();
  await expect(page.getByText('The idea is deleted.')).toBeVisible();
});

test('a reader is added, changed and taken off the list', async ({ page }) => {
  await page.goto('/readers');
  await page.getByRole('button', { name: 'Add a reader' }).click();
  await page.getByLabel('Name', { exact: true }).fill('Nour');
  await page.getByLabel('Age, in years').fill('7');
  await page.getByLabel('Likes').fill('whales, jam');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('heading', { name: 'Nour' })).toBeVisible();
  await expect(page.getByText('Likes whales and jam')).toBeVisible();
  await page.getByRole('button', { name: 'Edit Nour' }).click();
  await page.getByLabel('Age, in years').fill('200');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('A whole number from 0 to 120.')).toBeVisible();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Delete Nour' }).click();
  await page.getByRole('button', { name: 'Yes, take off the list' }).click();
  await expect(page.getByRole('heading', { name: 'Nour' })).toBeHidden();
});

test('a story goes to the trash, comes back by undo, and leaves for good when asked twice', async ({ page, stage }) => {
  const story = await stage.begin('A lost glove');
  await page.goto(`/stories/${story.id}`);
  await finished(page);
  await stage.patch(`/stories/${story.id}`, { title: 'The Lost Glove', revision: (await stage.get<{ revision: number }>(`/stories/${story.id}`)).revision });
  await page.goto('/stories');
  await page.getByLabel('Search by title').fill('lost glove');
  await page.getByRole('button', { name: 'Delete “The Lost Glove”' }).click();
  await expect(page.getByRole('link', { name: 'The Lost Glove' })).toBeHidden();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('link', { name: 'The Lost Glove' })).toBeVisible();

  await page.getByRole('button', { name: 'Delete “The Lost Glove”' }).click();
  await page.getByRole('link', { name: 'Trash' }).click();
  await page.getByRole('button', { name: 'Delete for good: The Lost Glove' }).click();
  await page.getByRole('button', { name: 'Yes, delete it' }).click();
  await expect(page.getByRole('link', { name: 'The Lost Glove' })).toBeHidden();
});

test('a story thrown away from its own page can be taken back from the shelf', async ({ page, stage }) => {
  const story = await stage.begin('A lost sock');
  await page.goto(`/stories/${story.id}`);
  await finished(page);
  await page.getByRole('button', { name: 'Move to the trash' }).click();
  await expect(page.getByRole('heading', { name: 'The shelf' })).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByText(/is back on the shelf/)).toBeVisible();
});

test('the page speaks the browser’s language, and another when asked', async ({ browser }) => {
  const context = await browser.newContext({ locale: 'fr-FR' });
  const page = await context.newPage();
  await page.goto('/');
  await expect(page.getByRole('heading', { name: /De quoi parlera l’histoire de ce soir/ })).toBeVisible();
  await page.getByRole('link', { name: 'Réglages' }).click();
  await page.getByRole('radio', { name: 'English' }).click();
  await expect(page.getByRole('heading', { name: 'Settings' })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Settings' })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await context.close();
});

test('night and OpenDyslexic are kept', async ({ page }) => {
  await page.goto('/settings');
  await page.getByRole('radio', { name: 'Night' }).click();
  await page.getByRole('radio', { name: 'OpenDyslexic' }).click();
  await page.goto('/');
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');
  await expect(page.getByRole('heading', { level: 1 })).toHaveCSS('font-family', /OpenDyslexic/);
});

test('a model shows that it answers by writing a sentence', async ({ page, stage }) => {
  await stage.model({ text: 'The kettle hummed, and the rain hummed back.', pace: 0 });
  await page.goto('/settings');
  await page.getByRole('button', { name: 'Write one sentence' }).first().click();
  await expect(page.getByText(/Took/)).toBeVisible();
});

test('usual wishes are kept for the next story', async ({ page }) => {
  await page.goto('/settings');
  await page.getByRole('radio', { name: 'Brave' }).click();
  await expect(page.getByText('Kept for the next story.')).toBeVisible();
  await page.goto('/');
  await expect(page.getByRole('button', { name: 'Mood: brave' })).toBeVisible();
});
