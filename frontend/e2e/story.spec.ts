import { expect, expectAccessible, finished, kept, shown, test, type StoryJson } from './stage';

const TALE = 'Once upon a time a hedgehog counted stars 🦔 from a roof. He lost his place at eleven. “Never mind,” said the moon, “they will wait.” And they did, every one of them, until the morning came and covered them like cups after tea. ';

test('a reload in the middle of a sentence keeps everything, once', async ({ page, stage }) => {
  await stage.model({ text: TALE.repeat(4), pace: 25 });
  const { id } = await stage.begin('Stars');
  await page.goto(`/stories/${id}`);
  for (let reloads = 0; reloads < 4; reloads++) {
    const before = (await shown(page)).length;
    await expect.poll(async () => (await shown(page)).length).toBeGreaterThan(before + 20);
    await page.reload();
  }
  await finished(page);
  expect(await shown(page)).toBe(kept(await stage.get<StoryJson>(`/stories/${id}`)));
});

test('a line that goes away and comes back says so, and loses nothing', async ({ page, context, stage }) => {
  await stage.model({ text: TALE.repeat(4), pace: 25 });
  const { id } = await stage.begin('Rain');
  await page.goto(`/stories/${id}`);
  await expect.poll(async () => (await shown(page)).length).toBeGreaterThan(40);
  await context.setOffline(true);
  await page.route('**/events', (route) => route.abort());
  await page.evaluate(() => dispatchEvent(new Event('online')));
  await context.setOffline(false);
  await page.unroute('**/events');
  await page.evaluate(() => dispatchEvent(new Event('online')));
  await finished(page);
  expect(await shown(page)).toBe(kept(await stage.get<StoryJson>(`/stories/${id}`)));
});

test('leaving the page does not stop the writing; Stop does, and what was written can be finished', async ({ page, stage }) => {
  await stage.model({ text: TALE.repeat(6), pace: 20 });
  const { id } = await stage.begin('Snow');
  await page.goto(`/stories/${id}`);
  await expect.poll(async () => (await shown(page)).length).toBeGreaterThan(30);
  await page.goto('/readers');
  const length = async () => kept(await stage.get<StoryJson>(`/stories/${id}`)).length;
  const left = await length();
  await expect.poll(length).toBeGreaterThan(left);

  await page.goto(`/stories/${id}`);
  await page.getByRole('button', { name: 'Stop here' }).click();
  await expect(page.getByText(/^You stopped here\. Your \d+ words are safe\.$/)).toBeVisible();
  const stopped = await shown(page);
  expect(stopped).toBe(kept(await stage.get<StoryJson>(`/stories/${id}`)));
  await stage.model({ text: TALE, pace: 200 });
  await page.getByRole('button', { name: 'Finish this part' }).click();
  await expect(page.getByText(/^You stopped here/)).toBeHidden();
  await finished(page);
  expect((await shown(page)).startsWith(stopped)).toBe(true);
});

test('a story goes on with a wish, and takes are turned', async ({ page, stage }) => {
  await stage.model({ pace: 300 });
  const { id } = await stage.begin('A lighthouse');
  await page.goto(`/stories/${id}`);
  await finished(page);
  const opening = await shown(page);
  await page.getByLabel(/What should happen next/).fill('They find a plum stone');
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(page.getByText('The wish: They find a plum stone')).toBeVisible();
  await finished(page);
  const whole = await shown(page);
  expect(whole.startsWith(opening)).toBe(true);
  expect(whole.length).toBeGreaterThan(opening.length);

  await page.getByRole('group', { name: 'What next' }).getByRole('button', { name: 'Another take' }).click();
  await expect(page.getByText('2 of 2')).toBeVisible({ timeout: 30_000 });
  await finished(page);
  await page.getByRole('button', { name: 'Previous take' }).click();
  await expect(page.getByText('1 of 2')).toBeVisible();
  await expect.poll(() => shown(page)).toBe(whole);
});

test('turning back to a take shows what followed it, after a reload and on another device', async ({ page, browser, stage }) => {
  await stage.model({ pace: 300 });
  const { id } = await stage.begin('A ferry');
  await page.goto(`/stories/${id}`);
  await finished(page);
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(page.getByTestId('passage-text')).toHaveCount(2);
  await finished(page);
  const whole = await shown(page);

  await page.getByRole('group', { name: 'This part' }).getByRole('button', { name: 'Another take' }).click();
  await expect(page.getByText('2 of 2')).toBeVisible({ timeout: 30_000 });
  await finished(page);
  await page.reload();
  await page.getByRole('button', { name: 'Previous take' }).click();
  await expect.poll(() => shown(page)).toBe(whole);
  await expect(page.getByRole('button', { name: 'Next take' })).toBeFocused();

  const elsewhere = await (await browser.newContext({ locale: 'en-GB' })).newPage();
  await elsewhere.goto(`/stories/${id}`);
  await elsewhere.getByRole('button', { name: 'Next take' }).click();
  await expect(elsewhere.getByText('2 of 2')).toBeVisible();
  await elsewhere.getByRole('button', { name: 'Previous take' }).click();
  await expect.poll(() => shown(elsewhere)).toBe(whole);
  await elsewhere.context().close();
});

test('a model that goes away is waited for, then told of kindly, with every word kept, and tried again', async ({
  page,
  stage,
}) => {
  await stage.model({ text: TALE, pace: 60 });
  const { id } = await stage.begin('A storm');
  await page.goto(`/stories/${id}`);
  await expect.poll(async () => (await shown(page)).length).toBeGreaterThan(20);
  await stage.model({ text: TALE, pace: 60, fault: 'refuse', status: 503, times: null });
  await expect(page.getByText(/does not answer just now/)).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText(/Your \d+ words are safe\.$/)).toBeVisible({ timeout: 30_000 });
  const before = await shown(page);
  await stage.model({ text: TALE, pace: 300, fault: null });
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByText(/words are safe\.$/)).toBeHidden();
  await finished(page);
  expect((await shown(page)).startsWith(before)).toBe(true);
});

test('a title and a passage are changed by hand', async ({ page, stage }) => {
  await stage.model({ text: 'A first sentence.', pace: 0 });
  const { id } = await stage.begin('A pencil');
  await page.goto(`/stories/${id}`);
  await finished(page);
  await page.getByRole('button', { name: 'Change the title' }).click();
  await page.getByLabel('Title').fill('The Pencil That Knew');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'The Pencil That Knew' })).toBeVisible();

  await page.getByRole('button', { name: 'Edit' }).click();
  const editor = page.getByRole('textbox', { name: 'Editing this part' });
  await editor.press('Control+A');
  await page.keyboard.type('My own first paragraph.');
  await page.keyboard.press('Enter');
  await page.keyboard.type('And a second.');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect.poll(() => shown(page)).toBe('My own first paragraph.\n\nAnd a second.');
  await page.reload();
  await expect.poll(() => shown(page)).toBe('My own first paragraph.\n\nAnd a second.');
  await page.getByRole('button', { name: 'Where the words come from' }).click();
  await expect(page.getByText('you', { exact: true })).toBeVisible();
});

test('an edit that came second keeps the person’s text and asks', async ({ page, stage }) => {
  await stage.model({ text: 'A first sentence.', pace: 0 });
  const { id } = await stage.begin('A rubber');
  await page.goto(`/stories/${id}`);
  await finished(page);
  await page.getByRole('button', { name: 'Edit' }).click();
  const editor = page.getByRole('textbox', { name: 'Editing this part' });
  await editor.press('Control+A');
  await page.keyboard.type('Mine.');
  const [passage] = (await stage.get<StoryJson>(`/stories/${id}`)).passages;
  if (!passage) throw new Error('the story has no passage');
  await stage.patch(`/passages/${passage.id}`, { text: 'Theirs.', revision: passage.revision });
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText(/Your text is still here/)).toBeVisible();
  await expect(editor).toHaveText('Mine.');
  await page.getByRole('button', { name: 'Keep mine' }).click();
  await expect.poll(() => shown(page)).toBe('Mine.');
});

test('an earlier version is put back with the keyboard, and the one it replaced is kept', async ({ page, stage }) => {
  await stage.model({ text: 'A first sentence.', pace: 0 });
  const { id } = await stage.begin('A kettle');
  await page.goto(`/stories/${id}`);
  await finished(page);
  const first = await shown(page);
  const edit = page.getByRole('button', { name: 'Edit' });
  await edit.click();
  await page.getByRole('textbox', { name: 'Editing this part' }).press('Control+A');
  await page.keyboard.type('Mine.');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect.poll(() => shown(page)).toBe('Mine.');
  await expect(edit).toBeFocused();

  await page.keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: 'Editing this part' })).toBeFocused();
  const history = page.getByText('Earlier versions');
  await history.focus();
  await page.keyboard.press('Enter');
  await page.getByText(/as it was written/).waitFor();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expectAccessible(page);
  await page.setViewportSize({ width: 320, height: 700 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect.poll(() => shown(page)).toBe(first);

  await edit.click();
  await history.click();
  await page.getByText(/by you/).click();
  await expect(page.getByText('Mine.', { exact: true }).last()).toBeVisible();
});

test('changes not yet saved are there again after a reload', async ({ page, stage }) => {
  await stage.model({ text: 'A first sentence.', pace: 0 });
  const { id } = await stage.begin('A drawer');
  await page.goto(`/stories/${id}`);
  await finished(page);
  await page.getByRole('button', { name: 'Edit' }).click();
  await page.getByRole('textbox', { name: 'Editing this part' }).press('Control+A');
  await page.keyboard.type('Half a thou');
  await page.reload();
  await finished(page);
  await page.getByRole('button', { name: 'Edit' }).click();
  await expect(page.getByRole('textbox', { name: 'Editing this part' })).toHaveText('Half a thou');
});

test('nothing on the page moves while a story is written', async ({ page, stage }) => {
  await page.addInitScript(() => {
    const moved = { total: 0 };
    Object.assign(window, { moved });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & { value: number; hadRecentInput: boolean })[]) if (!entry.hadRecentInput) moved.total += entry.value;
    }).observe({ type: 'layout-shift', buffered: true });
  });
  await stage.model({ text: TALE.repeat(4), pace: 60 });
  const { id } = await stage.begin('Stillness');
  await page.goto(`/stories/${id}`);
  await finished(page);
  const moved = await page.evaluate(() => (window as unknown as { moved: { total: number } }).moved.total);
  expect(moved).toBeLessThan(0.001);
});

test('the page leaves a reader where they are, and waits with the way to the end', async ({ page, stage }) => {
  await page.setViewportSize({ width: 390, height: 500 });
  await stage.model({ text: TALE.repeat(8), pace: 60 });
  const { id } = await stage.begin('A long night');
  await page.goto(`/stories/${id}`);
  const jump = page.getByRole('button', { name: 'Jump to the end' });
  await expect(jump).toBeVisible({ timeout: 20_000 });
  const first = page.getByTestId('passage-text').locator('p').first();
  await expect(first).toBeInViewport();
  await jump.click();
  await expect(jump).toBeHidden();
  await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(100);
});
