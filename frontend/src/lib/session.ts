import { useSyncExternalStore } from 'react';
import type { Me, Session } from '@/api/types';

export interface Known {
  /** As the server said last; null until it was asked. The only place where the page keeps it. */
  session: Session | null;
  /**
   * The room that stands, 0 for none: whoever signs in again finds theirs as they left it, whoever
   * else signs in gets a new one.
   */
  room: number;
}

const NOBODY: Session = { accounts: true, user: null, csrf: '' };

/** Whether the page may be shown: somebody has signed in, or nobody needs to, as far as is known. */
export const isIn = ({ session }: Known): boolean => session === null || !session.accounts || session.user !== null;

/** For whom this page acts. One for the whole page, in memory alone. */
export class SessionStore {
  #known: Known = { session: null, room: 0 };
  #resident: Me | null = null;
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

  /** Whose room stands, even while their sign-in has ended. */
  get resident(): Me | null {
    return this.#resident;
  }

  /** Whether the room is this person's, as far as is known. */
  isOf(user: Me): boolean {
    return this.#resident === null || this.#resident.id === user.id;
  }

  learn(session: Session): void {
    const { user } = session;
    const nobody = session.accounts && user === null;
    const another = this.#known.room === 0 || (user !== null && !this.isOf(user));
    if (!nobody && another) this.#rooms += 1;
    if (user !== null) this.#resident = user;
    this.#set({ session, room: nobody ? this.#known.room : this.#rooms });
  }

  /** The server could not say: whoever is here may look, and the server will say no to the rest. */
  assume(): void {
    this.#rooms += 1;
    this.#resident = null;
    this.#set({ session: null, room: this.#rooms });
  }

  /** The sign-in has ended without us. The room waits. */
  lose(): void {
    this.#set({ session: NOBODY, room: this.#known.room });
  }

  /** Signed out on purpose: nothing stays. */
  leave(): void {
    this.#resident = null;
    this.#set({ session: NOBODY, room: 0 });
  }

  #set(known: Known): void {
    if (JSON.stringify(known) === JSON.stringify(this.#known)) return;
    this.#known = known;
    for (const listener of [...this.#listeners]) listener();
  }
}

export const session = new SessionStore();

export const useKnown = (): Known => useSyncExternalStore(session.subscribe, session.get);
