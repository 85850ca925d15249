import { beforeEach, expect, test } from 'vitest';
import type { Session } from '@/api/types';
import { ALONE } from '@/mock/accounts';
import { isIn, SessionStore } from './session';

const said = (id: number | null): Session => ({ accounts: true, elsewhere: null, mail: false, gateway: null, csrf: id === null ? '' : `c${id}`, user: id === null ? null : { id, name: `user${id}`, role: 'writer', ...ALONE } });
const LOCAL: Session = { ...said(1), accounts: false, csrf: '' };
let store: SessionStore;
beforeEach(() => (store = new SessionStore()));

test('without accounts there is one room, and everybody is in', () => {
  store.learn(LOCAL);
  expect(store.get().room).toBe(1);
  expect(isIn(store.get())).toBe(true);
});

test('nobody has no room', () => {
  store.learn(said(null));
  expect(store.get().room).toBe(0);
  expect(isIn(store.get())).toBe(false);
});

test('whoever comes back finds their room, whoever else comes gets another', () => {
  store.learn(said(1));
  const { room } = store.get();
  store.lose();
  expect(store.get()).toMatchObject({ room, me: { id: 1 } });
  expect(store.csrf).toBe('');
  store.learn(said(1));
  expect(store.get().room).toBe(room);
  store.learn(said(2));
  expect(store.get().room).not.toBe(room);
});

test('signing out leaves no room', () => {
  store.learn(said(1));
  store.leave();
  expect(store.get()).toMatchObject({ room: 0, me: null });
  store.learn(said(1));
  expect(store.get().room).toBe(2);
});

test('who was not known at first keeps the room that stood meanwhile', () => {
  store.assume();
  const { room } = store.get();
  expect(isIn(store.get())).toBe(true);
  store.lose();
  store.learn(said(1));
  expect(store.get().room).toBe(room);
});

test('only what is new is told', () => {
  let told = 0;
  store.subscribe(() => told++);
  store.learn(said(1));
  store.learn(said(1));
  expect(told).toBe(1);
});
