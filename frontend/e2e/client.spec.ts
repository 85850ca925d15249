import { createServer, type Server } from 'node:http';
import { expect, test } from './stage';

/** A page of somebody else's, on an allowed origin, that knows three calls and nothing more. */
const CLIENT = (base: string): string => `<!doctype html><title>Prompts</title><ul></ul><input><button>Add</button><script type="module">
const base = ${JSON.stringify(base)};
const list = document.querySelector('ul'), field = document.querySelector('input');
async function show() {
  const prompts = await (await fetch(base + '/prompts')).json();
  list.replaceChildren(...prompts.map(({ id, content }) => {
    const item = document.createElement('li'), button = document.createElement('button');
    item.textContent = content;
    button.textContent = 'Delete ' + content;
    button.onclick = async () => { await fetch(base + '/prompts/' + id, { method: 'DELETE' }); await show(); };
    item.append(button);
    return item;
  }));
}
document.querySelector('body > button').onclick = async () => {
  await fetch(base + '/prompts', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ content: field.value }) });
  await show();
};
await show();
</script>`;

let server: Server | undefined;
const origin = process.env.E2E_CLIENT_ORIGIN;

test.skip(origin === undefined, 'needs an origin that the server allows');

test.beforeAll(async ({ baseURL }) => {
  server = createServer((_, answer) => answer.setHeader('Content-Type', 'text/html').end(CLIENT(`${baseURL ?? ''}/api`)));
  const port = Number(new URL(origin ?? 'http://localhost').port);
  await new Promise<void>((ready) => server?.listen(port, 'localhost', ready));
});
test.afterAll(() => server?.close());

test('a tiny client of the three prompt calls works from another allowed origin', async ({ page }) => {
  await page.goto(origin ?? '');
  await page.locator('input').fill('A moth that reads');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(page.getByRole('listitem').filter({ hasText: 'A moth that reads' })).toBeVisible();
  await page.getByRole('button', { name: 'Delete A moth that reads' }).click();
  await expect(page.getByRole('listitem').filter({ hasText: 'A moth that reads' })).toHaveCount(0);
});
