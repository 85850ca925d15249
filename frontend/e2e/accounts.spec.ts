import type { Browser, BrowserContext, Page } from '@playwright/test';
import { expect, expectAccessible, finished, shown, test } from './stage';

/** A server with accounts of its own, and the link that it printed at its start. */
const baseURL = process.env.E2E_ACCOUNTS_URL ?? '';
const link = process.env.E2E_ACCOUNTS_LINK ?? '';
const PASSWORD = 'four bears in a boat';

test.skip(baseURL === '', 'needs a server with accounts');
// One evening: each test goes on from what the one before it left.
test.describe.configure({ mode: 'serial' });
test.use({ baseURL });

type Kept = Awaited<ReturnType<BrowserContext['storageState']>>;
let ada: Kept;
let bob: Kept;

const opened = async (browser: Browser, who?: Kept): Promise<Page> => {
  const context = await browser.newContext({ baseURL, locale: 'en-GB', ...(who && { storageState: who }) });
  return context.newPage();
};
const question = (page: Page) => page.getByLabel('What is tonight’s story about?');

async function signIn(page: Page, name: string, password = PASSWORD): Promise<void> {
  await page.getByLabel('Name', { exact: true }).fill(name);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.keyboard.press('Enter');
}

test('the first link makes the administrator, and its code leaves the address', async ({ page }) => {
  await page.goto('/');
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  await expect(question(page)).toBeHidden();
  await page.goto(link);
  await expect(page.getByRole('heading', { name: 'This server is yours' })).toBeVisible();
  await expect(page).toHaveURL(/\/welcome$/);
  await expectAccessible(page);
  await signIn(page, 'Ada');
  await expect(question(page)).toBeVisible();
  ada = await page.context().storageState();

  await page.goto(link);
  await expect(page.getByRole('heading', { name: 'This link opens nothing any more' })).toBeVisible();
});

test('somebody is invited, and comes in with a browser of their own', async ({ browser }) => {
  const page = await opened(browser, ada);
  await page.goto('/settings');
  await page.getByRole('link', { name: 'The people of this server' }).click();
  await page.getByRole('button', { name: 'Invite somebody' }).click();
  await page.getByRole('radio', { name: /^Writer/ }).check();
  await page.getByRole('button', { name: 'Make the link' }).click();
  const invitation = await page.getByLabel('The link').inputValue();
  await page.getByRole('button', { name: 'Done' }).click();

  const other = await opened(browser);
  await other.goto(invitation);
  await expect(other.getByText('You are invited to write stories here.')).toBeVisible();
  await signIn(other, 'Bob');
  await expect(question(other)).toBeVisible();
  await other.goto('/settings/people');
  await expect(other.getByRole('heading', { name: 'This page is for administrators' })).toBeVisible();
  bob = await other.context().storageState();

  await page.reload();
  await expect(page.getByRole('heading', { name: 'Bob' })).toBeVisible();
  await expect(page.getByText('Bob came in by a link, as a writer, and chose a password.')).toBeVisible();
  await other.context().close();
  await page.context().close();
});

test('a wrong password is told beside its field, and the right one leads where one was going', async ({ browser }) => {
  const page = await opened(browser);
  await page.goto('/readers');
  await signIn(page, 'bob', 'not this one at all');
  await expect(page.getByText('This name and this password do not fit together.')).toBeVisible();
  await expect(page.getByLabel('Password', { exact: true })).toBeFocused();
  await page.keyboard.type(PASSWORD);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/readers$/);
  await expect(page.getByRole('heading', { name: 'Who will listen?' })).toBeVisible();
  await page.context().close();
});

test('a sign-in that is ended elsewhere, while its story is watched, loses no word', async ({ browser, stage }) => {
  await stage.model({ text: 'Once upon a time a hedgehog counted stars from a roof. He lost his place at eleven. '.repeat(12), pace: 25 });
  const reading = await opened(browser, bob);
  await reading.goto('/');
  await question(reading).fill('A hedgehog who counts');
  await reading.getByRole('button', { name: 'More choices' }).click();
  await reading.getByRole('radio', { name: /^Free/ }).check();
  await reading.getByRole('button', { name: 'Begin the story' }).click();
  await expect.poll(async () => (await shown(reading)).length).toBeGreaterThan(30);

  const phone = await opened(browser);
  await phone.goto('/settings/account');
  await signIn(phone, 'bob');
  await phone.getByRole('button', { name: 'Sign out everywhere else' }).click();
  await expect(phone.getByText('You are signed in nowhere but here.')).toBeVisible();

  const door = reading.getByRole('dialog', { name: 'Sign in again' });
  await expect(door).toBeVisible();
  await expect(door.getByLabel('Password', { exact: true })).toBeFocused();
  await expectAccessible(reading);
  const seen = (await shown(reading)).trim();
  await stage.model({ text: 'And so the night went by. '.repeat(20), pace: 400 });
  await reading.keyboard.type(PASSWORD);
  await reading.keyboard.press('Enter');
  await expect(door).toBeHidden();
  await finished(reading);
  expect((await shown(reading)).length).toBeGreaterThan(seen.length);
  expect((await shown(reading)).startsWith(seen.slice(0, 40))).toBe(true);
  bob = await phone.context().storageState();
  await reading.context().close();
  await phone.context().close();
});

test('words that were not sent yet are there again, on the same page', async ({ browser }) => {
  const page = await opened(browser, bob);
  await page.goto('/');
  await question(page).fill('A secret that was nearly lost');
  await page.context().clearCookies();
  await page.getByRole('button', { name: 'Keep this idea' }).click();
  const door = page.getByRole('dialog', { name: 'Sign in again' });
  await expect(door.getByLabel('Password', { exact: true })).toBeFocused();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await expect(door).toBeVisible();
  await door.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.keyboard.press('Enter');
  await expect(door).toBeHidden();
  await expect(question(page)).toHaveValue('A secret that was nearly lost');
  bob = await page.context().storageState();
  await page.context().close();
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`every screen of accounts is accessible, narrow and wide, and nothing moves, ${colorScheme}`, async ({ browser }) => {
    for (const width of [320, 1280]) {
      const context = await browser.newContext({ baseURL, storageState: ada, colorScheme, locale: 'fr-FR', viewport: { width, height: 800 } });
      const page = await context.newPage();
      for (const screen of ['/settings', '/settings/account', '/settings/people', '/welcome', '/']) {
        if (screen === '/') await context.clearCookies();
        await page.goto(screen);
        await page.getByRole('heading', { level: 1 }).waitFor();
        await expect(page.locator('.mantine-Skeleton-root')).toHaveCount(0);
        await expectAccessible(page);
        expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), screen).toBeLessThanOrEqual(0);
        expect(await movement(page), screen).toBeLessThan(0.01);
      }
      await expect(page.getByRole('heading', { name: 'Se connecter' })).toBeVisible();
      await context.close();
    }
  });
}

/** How much of what was already shown has moved, as the browser counts it. */
const movement = (page: Page): Promise<number> =>
  page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        new PerformanceObserver((list) => resolve(list.getEntries().reduce((sum, entry) => sum + (entry as unknown as { value: number }).value, 0))).observe({ type: 'layout-shift', buffered: true });
        setTimeout(() => resolve(0), 500);
      }),
  );

test('a shared story is read by somebody without an account', async ({ browser, stage }) => {
  await stage.model({ text: 'The moon lent its ladder. '.repeat(4), pace: 400 });
  const page = await opened(browser, ada);
  await page.goto('/');
  await question(page).fill('A ladder to the moon');
  await page.getByRole('button', { name: 'Begin the story' }).click();
  await finished(page);
  const text = await shown(page);
  await page.getByRole('button', { name: 'Share by a link' }).click();
  await page.getByRole('button', { name: 'Make the link' }).click();
  const shared = await page.getByLabel('The link').inputValue();

  const other = await opened(browser);
  await other.goto(shared);
  await expect.poll(() => shown(other)).toContain(text.slice(0, 40));
  await page.context().close();
  await other.context().close();
});

test('everything of somebody’s is one file, which the browser keeps', async ({ browser }) => {
  const page = await opened(browser, ada);
  await page.goto('/settings/account');
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Take everything with you' }).click()]);
  expect(download.suggestedFilename()).toMatch(/\.zip$/);
  await page.context().close();
});

test('signing out ends it, and the way back is one password long', async ({ browser }) => {
  const page = await opened(browser, bob);
  await page.goto('/settings/account');
  await page.getByRole('button', { name: 'Sign out', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  await page.goto('/stories');
  await signIn(page, 'bob');
  await expect(page.getByRole('heading', { name: 'The shelf' })).toBeVisible();
  await page.context().close();
});
