import { Outlet, useMatch } from '@tanstack/react-router';
import { lazy, Suspense, useSyncExternalStore } from 'react';
import { isIn, useKnown } from '@/lib/session';
import { toastsWanted } from '@/ui/toastsWanted';
import { Room } from './Room';

const Toasts = lazy(() => import('@/ui/Toasts'));
const SignInPage = lazy(() => import('./pages/SignInPage').then(({ SignInPage: one }) => ({ default: one })));
const SignInAgain = lazy(() => import('./pages/SignInPage').then(({ SignInAgain: one }) => ({ default: one })));

/** The room for those who are in, the door for those who are not. A link that lets in, or shares a story, stands by itself. */
export function Layout() {
  const known = useKnown();
  const toasts = useSyncExternalStore(toastsWanted.subscribe, toastsWanted.get);
  const invited = useMatch({ from: '/welcome', shouldThrow: false }) !== undefined;
  const shared = useMatch({ from: '/shared', shouldThrow: false }) !== undefined;
  return (
    <>
      {invited || shared ? (
        <Outlet />
      ) : (
        <>
          {known.room > 0 && <Room key={known.room} />}
          <Suspense>{!isIn(known) && (known.room > 0 ? <SignInAgain /> : <SignInPage />)}</Suspense>
        </>
      )}
      <Suspense>{toasts && <Toasts />}</Suspense>
    </>
  );
}
