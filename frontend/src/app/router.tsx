import type { QueryClient } from '@tanstack/react-query';
import { createRootRoute, createRoute, createRouter, lazyRouteComponent, type RouterHistory } from '@tanstack/react-router';
import { Layout } from './Layout';
import { Broken } from './pages/Broken';
import { Missing } from './pages/Missing';
import { WritePage } from './pages/WritePage';

const root = createRootRoute({ component: Layout, notFoundComponent: Missing, errorComponent: Broken });

interface Search {
  q?: string;
}

/** The words searched for are part of the address, so that going back finds them again. */
const validateSearch = ({ q }: Record<string, unknown>): Search => (typeof q === 'string' && q !== '' ? { q } : {});
const at = () => root;

const write = createRoute({
  getParentRoute: at,
  path: '/',
  component: WritePage,
  validateSearch,
});
const stories = createRoute({
  getParentRoute: at,
  path: '/stories',
  component: lazyRouteComponent(() => import('./pages/ShelfPage'), 'ShelfPage'),
  validateSearch,
});
const story = createRoute({
  getParentRoute: at,
  path: '/stories/$id',
  component: lazyRouteComponent(() => import('./pages/StoryPage'), 'StoryPage'),
  validateSearch: ({ origins }: Record<string, unknown>): { origins?: true } => (origins === true ? { origins } : {}),
});

const trash = createRoute({ getParentRoute: at, path: '/trash', component: lazyRouteComponent(() => import('./pages/TrashPage'), 'TrashPage') });
const readers = createRoute({ getParentRoute: at, path: '/readers', component: lazyRouteComponent(() => import('./pages/ReadersPage'), 'ReadersPage') });
const settings = createRoute({ getParentRoute: at, path: '/settings', component: lazyRouteComponent(() => import('./pages/SettingsPage'), 'SettingsPage') });

const routeTree = root.addChildren([write, stories, story, trash, readers, settings]);

/** `history` is the browser's own unless a test brings another. */
export function makeRouter(queryClient: QueryClient, history?: RouterHistory) {
  return createRouter({
    routeTree,
    ...(history && { history }),
    context: { queryClient },
    basepath: new URL(document.baseURI).pathname,
    defaultPreload: 'intent',
    scrollRestoration: true,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
}
