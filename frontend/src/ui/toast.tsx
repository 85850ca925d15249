import i18next from 'i18next';
import { ApiError } from '@/lib/apiFetch';
import { isIn, session } from '@/lib/session';
import { describeError } from './describeError';
import { Failure, Success } from './ToastBody';
import { toastsWanted } from './toastsWanted';

/** The toasts are fetched when there is first something to say. */
function load() {
  toastsWanted.set(true);
  return import('./Toasts');
}

interface Undo {
  label: string;
  run: () => void;
}

/** Says that something worked; `undo` offers the way back for as long as the toast stays. */
export function succeed(text: string, undo?: Undo): void {
  void load().then(({ toast }) =>
    toast.success(({ closeToast }) => <Success text={text} undo={undo} close={closeToast} />, {
      autoClose: undo ? 8000 : 3500,
    }),
  );
}

/** Says what failed, in words, with the trace id small beside it. */
export function fail(reason: unknown): void {
  // Whose sign-in has ended is asked to sign in; what failed for that needs no words of its own.
  if (!isIn(session.get())) return;
  const traceId = reason instanceof ApiError ? reason.traceId : null;
  const { text, theirs } = describeError(reason, i18next.t);
  void load().then(({ toast }) =>
    toast.error(<Failure reason={reason} traceId={traceId} />, { autoClose: 10_000, toastId: `${text}${theirs ?? ''}` }),
  );
}
