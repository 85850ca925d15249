import { useSyncExternalStore } from 'react';
import type { Me, Session } from '@/api/types';

export interface Known {
  /** As the server said last; null until it was asked. */
  session: Session | null;
  /** Whose room it is, also while their sign-in has ended. */
  me: Me | null;
  /**
   * The room that stands, 0 for none: whoever signs in again finds theirs as they left it, whoever
   * else signs in gets a new one.
   */
  room: number;
}

const NOBODY: Session = { accounts: true, elsewhere: null, user: null, csrf: '', mail: false, gateway: null };

/** Whether the page may be shown: somebody has signed in, or nobody needs to, as far as is known. */
export const isIn = ({ session }: Known): boolean => session === null || !session.accounts || session.user !== null;

/** For whom this page acts. One for the whole page, in memory alone. */
export class SessionStore {
  #known: Known = { session: null, me: null, room: 0 };
  #rooms = 0;
  #listeners = new Set<() => void>();

  get = (): Known => this.#known;

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** What a change by this page has to say. */
  get csrf(): string {
    return this.#known.session?.csrf ?? '';
  }

  /** Whether the room is this person's, as far as is known. */
  isOf(user: Me): boolean {
    const { me } = this.#known;
    return me === null || me.id === user.id;
  }

  learn(session: Session): void {
    const { user } = session;
    const { me, room } = this.#known;
    const nobody = session.accounts && user === null;
    if (nobody) this.#set({ session, me, room });
    else if (room === 0 || (user !== null && !this.isOf(user))) this.#set({ session, me: user, room: ++this.#rooms });
    else this.#set({ session, me: user ?? me, room });
  }

  /** The server could not say: whoever is here may look, and the server will say no to the rest. */
  assume(): void {
    this.#set({ session: null, me: null, room: ++this.#rooms });
  }

  /** The sign-in has ended without us. The room waits. */
  lose(): void {
    this.#set({ ...this.#known, session: NOBODY });
  }

  /** Signed out on purpose: nothing stays. */
  leave(): void {
    this.#set({ session: NOBODY, me: null, room: 0 });
  }

  #set(known: Known): void {
    if (JSON.stringify(known) === JSON.stringify(this.#known)) return;
    this.#known = known;
    for (const listener of [...this.#listeners]) listener();
  }
}

export const session = new SessionStore();

export const useKnown = (): Known => useSyncExternalStore(session.subscribe, session.get);
