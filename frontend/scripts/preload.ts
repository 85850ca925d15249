import type { Plugin } from 'vite';

interface Wanted {
  fonts: readonly string[];
  chunks: readonly string[];
}

/** Names in the page's head what it will need in any case, so that nothing waits to be discovered. */
export function preload({ fonts, chunks }: Wanted): Plugin {
  return {
    name: 'preload',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler: (html, { bundle }) => {
        const files = Object.values(bundle ?? {});
        const faces = files.filter(({ fileName }) => fileName.endsWith('.woff2') && fonts.some((name) => fileName.includes(name)));
        const scripts = files.filter((file) => file.type === 'chunk' && chunks.includes(file.name) && !html.includes(file.fileName));
        const tags = [
          ...scripts.map(({ fileName }) => link({ rel: 'modulepreload', fetchpriority: 'low', href: `./${fileName}` })),
          ...faces.map(({ fileName }) => link({ rel: 'preload', as: 'font', type: 'font/woff2', href: `./${fileName}` })),
        ];
        // Style and letters come first: with them the outline can be read while the scripts arrive.
        return { html: html.replaceAll('rel="modulepreload"', 'rel="modulepreload" fetchpriority="low"'), tags };
      },
    },
  };
}

const link = (attrs: Record<string, string>) => ({ tag: 'link', attrs: { crossorigin: '', ...attrs }, injectTo: 'head' as const });
