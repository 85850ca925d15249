import { expect, finished, test } from './stage';

// That no screen and no deed of any spec tries what the policy refuses, `refused` says in stage.ts.

test('what is smuggled into the page neither runs nor dresses it, and the page works', async ({ page, refused }) => {
  await page.route('**/readers', async (route) => {
    if (route.request().resourceType() !== 'document') return route.continue();
    const answer = await route.fetch();
    const smuggled = `<script>window.ran = 'script'</script><img src="/favicon.svg" onload="window.ran = 'handler'"><style>h1 { display: none }</style><script src="https://elsewhere.example/a.js"></script>`;
    await route.fulfill({ response: answer, body: (await answer.text()).replace('<body>', `<body>${smuggled}`) });
  });
  await page.goto('/readers');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect.poll(() => refused.filter((what) => /^(script|style)/.test(what)).length).toBe(4);
  expect(await page.evaluate(() => (window as unknown as { ran?: string }).ran)).toBeUndefined();
  expect(refused.join()).toMatch(/script-src-elem: inline.*script-src-attr: inline|script-src-attr: inline.*script-src-elem: inline/);
  expect(refused.join()).toContain('https://elsewhere.example/a.js');
  refused.length = 0;
});

test('a string never becomes markup by a script, and nothing is sent elsewhere', async ({ page, refused }) => {
  await page.goto('/');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  const tried = await page.evaluate(async () => {
    const said = (attempt: () => unknown): string => {
      try {
        attempt();
        return 'done';
      } catch (error) {
        return (error as Error).name;
      }
    };
    const asked = await fetch('https://elsewhere.example/').then(
      () => 'done',
      (error: unknown) => (error as Error).name,
    );
    const { trustedTypes } = window as unknown as { trustedTypes: { createPolicy: (name: string, rules: object) => void } };
    return [said(() => (document.body.innerHTML += '<b>')), said(() => (setTimeout as (words: string) => void)('window.ran = 1')), said(() => trustedTypes.createPolicy('mine', {})), asked];
  });
  expect(tried).toEqual(['TypeError', 'TypeError', 'TypeError', 'TypeError']);
  await expect.poll(() => refused.join()).toContain('connect-src: https://elsewhere.example/');
  await expect.poll(() => refused.filter((what) => what.startsWith('require-trusted-types-for')).length).toBe(2);
  await expect.poll(() => refused.join()).toContain('trusted-types: trusted-types-policy');
  refused.length = 0;
});

test('what is pasted into the editor loses its dress, and nothing of it runs', async ({ page, stage, refused }) => {
  const { id } = await stage.begin('A door');
  await page.goto(`/stories/${id}`);
  await finished(page);
  await page.getByRole('button', { name: 'Edit' }).click();
  const editor = page.getByRole('textbox', { name: 'Editing this part' });
  await editor.press('Control+A');
  await editor.evaluate((element) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/html', '<p style="color: red">Plain <b>words</b><img src="x" onerror="window.ran = 1"></p><script>window.ran = 2</script>');
    element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  });
  await expect(editor).toHaveText('Plain words');
  expect(await editor.innerHTML()).not.toMatch(/style=|<b>|onerror/);
  expect(await page.evaluate(() => (window as unknown as { ran?: number }).ran)).toBeUndefined();
  // What the clipboard brought is all that was refused.
  expect(refused.filter((what) => !/-attr: inline|inline (style|event handler)/.test(what))).toEqual([]);
  refused.length = 0;
});

test('every place of the page, and every look of it, keeps to the policy', async ({ page, stage }) => {
  const errors: string[] = [];
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
  page.on('pageerror', (error) => errors.push(error.message));
  const { id } = await stage.begin('A window');
  for (const screen of ['/', '/stories', '/readers', '/settings', '/trash', '/nowhere', '/shared', `/stories/${id}`]) {
    await page.goto(screen);
    await page.getByRole('heading').first().waitFor();
    await expect(page.locator('.mantine-Skeleton-root')).toHaveCount(0);
  }
  await finished(page);
  await page.goto('/settings');
  for (const theme of ['Night', 'Day', 'OpenDyslexic']) await page.getByRole('radio', { name: new RegExp(theme) }).check();
  expect(errors).toEqual([]);
});

test('the description of the API is shown by its own policy', async ({ page }) => {
  await page.goto('/api/docs/');
  await expect(page.getByRole('heading', { name: /^Raconteur/ })).toBeVisible();
  await page.getByRole('button', { name: /^GET \/api\/prompts/ }).first().click();
  await page.getByRole('button', { name: 'Try it out' }).click();
  await page.getByRole('button', { name: 'Execute' }).click();
  await expect(page.getByText('Server response')).toBeVisible();
});
