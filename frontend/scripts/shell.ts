import { readdirSync, readFileSync } from 'node:fs';
import type { Plugin } from 'vite';

interface Words {
  nav: Record<'write' | 'shelf' | 'readers' | 'settings', string>;
  write: { title: string; placeholder: string };
  page: { broken: { text: string } };
}

const PLACES = ['write', 'shelf', 'readers', 'settings'] as const;

/**
 * The page's outline in plain HTML, in each of its languages, to be read before any script has come:
 * the question of the first screen, and where one can go. The page itself takes its place.
 *
 * `css` says which language is shown. It is no <style> here: our content security policy knows files alone.
 */
export function shell(locales: URL, css: URL): Plugin {
  return {
    name: 'shell',
    transformIndexHtml: {
      order: 'pre',
      handler: (html) => {
        const languages = readdirSync(locales).flatMap((file) => /^(\w+)\.json$/.exec(file)?.[1] ?? []);
        insistOnRules(languages, readFileSync(css, 'utf8'));
        const outlines = languages.map((language) => outline(language, JSON.parse(readFileSync(new URL(`${language}.json`, locales), 'utf8')) as Words));
        return html
          .replace('data-languages=""', `data-languages="${languages.join(' ')}"`)
          .replace('<div id="root"></div>', `<div id="root"><div class="shell">${outlines.join('')}</div></div>`);
      },
    },
  };
}

function insistOnRules(languages: readonly string[], css: string): void {
  const missing = languages.filter((language) => !css.includes(`html[lang='${language}'] .shell > [lang='${language}']`));
  if (missing.length > 0) throw new Error(`src/ui/shell.css does not show the outline in: ${missing.join(', ')}`);
}

function outline(language: string, { nav, write, page }: Words): string {
  const places = PLACES.map((place) => `<span>${nav[place]}</span>`).join('');
  return `<div lang="${language}"><p class="shell-question">${write.title}</p><p class="shell-field">${write.placeholder}</p><p class="shell-broken">${page.broken.text}</p><p class="shell-places">${places}</p></div>`;
}
