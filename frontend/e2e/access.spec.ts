import { expect, expectAccessible, finished, test } from './stage';

const SCREENS = ['/', '/stories', '/readers', '/settings', '/trash', '/nowhere'];

for (const colorScheme of ['light', 'dark'] as const) {
  for (const width of [390, 1280]) {
    test(`axe finds nothing on any screen, ${colorScheme}, ${width} wide`, async ({ browser, stage }) => {
      const story = await stage.begin('A quiet house');
      const context = await browser.newContext({ colorScheme, viewport: { width, height: 800 }, locale: 'en-GB' });
      const page = await context.newPage();
      for (const screen of [`/stories/${story.id}`, ...SCREENS]) {
        await page.goto(screen);
        await page.getByRole('heading').first().waitFor();
        await expect(page.locator('.mantine-Skeleton-root')).toHaveCount(0);
        await expectAccessible(page);
        expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
      }
      await page.goto(`/stories/${story.id}`);
      await finished(page);
      await expectAccessible(page);
      await page.getByRole('button', { name: 'Edit' }).click();
      await page.getByRole('textbox', { name: 'Editing this part' }).waitFor();
      await expectAccessible(page);
      await context.close();
    });
  }
}

test('the first screen needs no more than 250 kB of script, and nothing from elsewhere', async ({ page, baseURL }) => {
  const client = await page.context().newCDPSession(page);
  await client.send('Network.enable');
  const scripts = new Set<string>();
  let bytes = 0;
  const foreign: string[] = [];
  client.on('Network.responseReceived', ({ requestId, type, response }) => {
    if (type === 'Script') scripts.add(requestId);
    if (!response.url.startsWith(baseURL ?? '') && !response.url.startsWith('data:')) foreign.push(response.url);
  });
  client.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (scripts.has(requestId)) bytes += encodedDataLength;
  });
  await page.goto('/');
  await page.getByLabel('What is tonight’s story about?').waitFor();
  await page.waitForLoadState('networkidle');
  expect(bytes).toBeGreaterThan(10_000);
  expect(bytes).toBeLessThan(250_000);
  expect(foreign).toEqual([]);
});
