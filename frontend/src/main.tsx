import '@/ui/mantine.css';
import '@/ui/base.css';

/** Lets the browser paint and answer between two pieces of work. */
const breathe = () => new Promise((resolve) => setTimeout(resolve));

/** The page begins in small steps, each with a breath after it, so that nothing is ever stuck. */
async function begin(root: HTMLElement): Promise<void> {
  if (import.meta.env.MODE === 'mock') (await import('@/mock/install')).installMock();
  const [{ startTransition, createElement }, { createRoot }] = await Promise.all([import('react'), import('react-dom/client')]);
  await breathe();
  const { startI18n } = await import('@/app/i18n');
  await startI18n();
  await breathe();
  const { App, ready } = await import('@/app/App');
  await ready();
  await breathe();
  startTransition(() => createRoot(root).render(createElement(App)));
}

const root = document.getElementById('root');
if (root) {
  // A script that did not come: the outline stays, and says so.
  begin(root).catch(() => document.documentElement.setAttribute('data-broken', ''));
}
