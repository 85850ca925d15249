import { expect, test as base, type BrowserContext, type Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

export { expect };

interface Script {
  text?: string | string[];
  pace?: number;
  first_token?: number;
  fault?: string | null;
  status?: number;
  after?: number;
  times?: number | null;
}

/** What the specs say to the scripted model and to the API, besides what they do on the page. */
export class Stage {
  constructor(private readonly page: Page) {}

  /** Tells the scripted model what to do next. */
  async model(script: Script): Promise<void> {
    const answer = await this.page.request.post(`${process.env.E2E_MODEL_URL ?? ''}/script`, { data: script });
    expect(answer.ok(), await answer.text()).toBe(true);
  }

  async post<T>(path: string, data: unknown = {}): Promise<T> {
    const answer = await this.page.request.post(`/api${path}`, { data });
    expect(answer.ok(), await answer.text()).toBe(true);
    return (await answer.json()) as T;
  }

  async get<T>(path: string): Promise<T> {
    return (await (await this.page.request.get(`/api${path}`)).json()) as T;
  }

  async patch(path: string, data: unknown): Promise<void> {
    const answer = await this.page.request.patch(`/api${path}`, { data });
    expect(answer.ok(), await answer.text()).toBe(true);
  }

  /** A story written freely by the scripted model, at its pace. Its page is not opened. */
  async begin(prompt: string): Promise<StoryJson> {
    return this.post<StoryJson>('/stories', { prompt, language: 'en', craft: 'free', length_words: 150 });
  }
}

export interface StoryJson {
  id: number;
  revision: number;
  title: string;
  passages: { id: number; text: string; state: string; revision: number }[];
}

interface Fixtures {
  stage: Stage;
  /** What the browser refused by a page's content security policy: in every test, nothing. */
  refused: string[];
}

/** Adds to `refused` what the pages of a context try against their policy. */
async function watch(context: BrowserContext, refused: string[]): Promise<void> {
  await context.exposeFunction('tellRefused', (what: string) => refused.push(what));
  await context.addInitScript(() => {
    const { tellRefused } = window as unknown as { tellRefused: (what: string) => void };
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI, sourceFile }) => tellRefused(`${effectiveDirective}: ${blockedURI} by ${sourceFile}`));
  });
  // Before the first script of a page listens, the console alone says it.
  context.on('console', (message) => {
    if (message.type() === 'error' && /Content Security Policy|requires 'Trusted/.test(message.text())) refused.push(message.text());
  });
}

export const test = base.extend<Fixtures>({
  refused: [
    async ({ browser, context }, use) => {
      const refused: string[] = [];
      await watch(context, refused);
      const plain = browser.newContext.bind(browser);
      browser.newContext = async (options) => {
        const other = await plain(options);
        await watch(other, refused);
        return other;
      };
      await use(refused);
      browser.newContext = plain;
      expect(refused).toEqual([]);
    },
    { auto: true },
  ],
  stage: async ({ page }, use) => {
    const stage = new Stage(page);
    await stage.model({ pace: 60, fault: null, first_token: 0, text: [] });
    await use(stage);
  },
});

/** The story's text as it stands on the page, paragraphs set apart. */
export async function shown(page: Page): Promise<string> {
  const parts = await page.getByTestId('passage-text').locator('p').allTextContents();
  return parts.join('\n\n');
}

/** The story's text as the server keeps it. */
export const kept = (story: StoryJson): string => story.passages.map((passage) => passage.text).join('\n\n').replace(/\n+/g, '\n\n').trim();

export const finished = (page: Page) => expect(page.getByRole('button', { name: 'Continue' })).toBeVisible({ timeout: 30_000 });

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface AxeRun {
  violations: { id: string; help: string; nodes: { html: string }[] }[];
}

/** axe must find nothing, at WCAG 2.2 A and AA and by its best practices. */
export async function expectAccessible(page: Page): Promise<void> {
  // Not as a <script>: the page's content security policy runs none but its own.
  await page.evaluate(axeSource);
  const run = await page.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run: (root: Document, options: object) => Promise<AxeRun> } };
    return axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] });
  });
  expect(run.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)).toEqual([]);
}
