import type { QueryClient } from '@tanstack/react-query';
import { createRootRouteWithContext, createRoute, createRouter, lazyRouteComponent, type RouterHistory } from '@tanstack/react-router';
import { Layout } from './Layout';
import { ahead } from './ahead';
import { Broken } from './pages/Broken';
import { Missing } from './pages/Missing';

interface Search {
  q?: string;
}

/** The words searched for are part of the address, so that going back finds them again. */
const validateSearch = ({ q }: Record<string, unknown>): Search => (typeof q === 'string' && q !== '' ? { q } : {});

/** Whose books they are: one's own, the family's, or those of a child that one looks after. */
interface ShelfSearch extends Search {
  shelf?: 'family';
  of?: number;
}

function whichShelf({ shelf, of }: Record<string, unknown>): ShelfSearch {
  if (shelf === 'family') return { shelf };
  return typeof of === 'number' && Number.isSafeInteger(of) && of > 0 ? { of } : {};
}

const root = createRootRouteWithContext<{ queryClient: QueryClient }>()({ component: Layout, notFoundComponent: Missing, errorComponent: Broken });
const at = () => root;

const write = createRoute({
  getParentRoute: at,
  path: '/',
  component: lazyRouteComponent(() => import('./pages/WritePage'), 'WritePage'),
  validateSearch,
  loader: ({ context }) => ahead(context.queryClient, async () => (await import('./pages/writeData')).writeData),
});
const stories = createRoute({
  getParentRoute: at,
  path: '/stories',
  component: lazyRouteComponent(() => import('./pages/ShelfPage'), 'ShelfPage'),
  validateSearch: (search: Record<string, unknown>): ShelfSearch => ({ ...validateSearch(search), ...whichShelf(search) }),
});
const story = createRoute({
  getParentRoute: at,
  path: '/stories/$id',
  component: lazyRouteComponent(() => import('./pages/StoryPage'), 'StoryPage'),
  validateSearch: ({ origins }: Record<string, unknown>): { origins?: true } => (origins === true ? { origins } : {}),
  loader: ({ context, params }) => ahead(context.queryClient, async () => (await import('./pages/storyData')).storyData(params.id)),
});
const trash = createRoute({ getParentRoute: at, path: '/trash', component: lazyRouteComponent(() => import('./pages/TrashPage'), 'TrashPage') });
const readers = createRoute({ getParentRoute: at, path: '/readers', component: lazyRouteComponent(() => import('./pages/ReadersPage'), 'ReadersPage') });
const settings = createRoute({ getParentRoute: at, path: '/settings', component: lazyRouteComponent(() => import('./pages/SettingsPage'), 'SettingsPage') });
// Within Settings, so that its place in the rail stays lit.
const account = createRoute({
  getParentRoute: at,
  path: '/settings/account',
  component: lazyRouteComponent(() => import('./pages/AccountPage'), 'AccountPage'),
  loader: ({ context }) => ahead(context.queryClient, async () => (await import('./pages/accountData')).accountData()),
});
const people = createRoute({
  getParentRoute: at,
  path: '/settings/people',
  component: lazyRouteComponent(() => import('./pages/PeoplePage'), 'PeoplePage'),
  loader: ({ context }) => ahead(context.queryClient, async () => (await import('./pages/peopleData')).peopleData()),
});
const family = createRoute({
  getParentRoute: at,
  path: '/family',
  component: lazyRouteComponent(() => import('./pages/FamilyPage'), 'FamilyPage'),
  loader: ({ context }) => ahead(context.queryClient, async () => (await import('./pages/familyData')).familyData()),
});
const notes = createRoute({
  getParentRoute: at,
  path: '/notes',
  component: lazyRouteComponent(() => import('./pages/NotesPage'), 'NotesPage'),
  loader: ({ context }) => ahead(context.queryClient, async () => (await import('./pages/notesData')).notesData()),
});
const limits = createRoute({
  getParentRoute: at,
  path: '/settings/limits',
  component: lazyRouteComponent(() => import('./pages/LimitsPage'), 'LimitsPage'),
  loader: ({ context }) => ahead(context.queryClient, async () => (await import('./pages/limitsData')).limitsData()),
});
const privacy = createRoute({
  getParentRoute: at,
  path: '/privacy',
  component: lazyRouteComponent(() => import('./pages/PrivacyPage'), 'PrivacyPage'),
  loader: ({ context }) => ahead(context.queryClient, async () => (await import('./pages/privacyData')).privacyData),
});
const welcome = createRoute({ getParentRoute: at, path: '/welcome', component: lazyRouteComponent(() => import('./pages/WelcomePage'), 'WelcomePage') });
const shared = createRoute({ getParentRoute: at, path: '/shared', component: lazyRouteComponent(() => import('./pages/SharedPage'), 'SharedPage') });
// Where another service sends those back whom nobody here knows.
const REFUSED = ['gone', 'unknown', 'provider'] as const;
const signIn = createRoute({
  getParentRoute: at,
  path: '/sign-in',
  component: lazyRouteComponent(() => import('./pages/SignInPage'), 'CameIn'),
  validateSearch: ({ refused }: Record<string, unknown>): { refused?: (typeof REFUSED)[number] } => {
    const known = REFUSED.find((one) => one === refused);
    return known ? { refused: known } : {};
  },
});

const routeTree = root.addChildren([write, stories, story, trash, readers, settings, account, people, family, notes, limits, privacy, welcome, shared, signIn]);

/** `history` is the browser's own unless a test brings another. */
export function makeRouter(queryClient: QueryClient, history?: RouterHistory) {
  return createRouter({
    routeTree,
    ...(history && { history }),
    context: { queryClient },
    basepath: new URL(document.baseURI).pathname,
    defaultPreload: 'intent',
    defaultPreloadStaleTime: 0,
    scrollRestoration: true,
  });
}

declare module '@tanstack/react-router' {
  interface HistoryState {
    /** Until when whoever has just left can take it back. No part of the address: nobody can be sent there by a link. */
    leavesAt?: string;
  }
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
}
