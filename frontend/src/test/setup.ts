import { cleanup, configure } from '@testing-library/react';
import { afterEach, beforeEach, vi } from 'vitest';

// The first page of a file loads its parts while it is asked for; a busy machine takes longer than a second.
configure({ asyncUtilTimeout: 15_000 });

// What jsdom does not have and the page leans on.
vi.stubGlobal('matchMedia', (query: string) => ({
  matches: false,
  media: query,
  addEventListener: () => undefined,
  removeEventListener: () => undefined,
}));
vi.stubGlobal('ResizeObserver', class {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
});
vi.stubGlobal('scrollTo', () => undefined);
vi.stubGlobal('scrollBy', () => undefined);
Element.prototype.scrollIntoView = () => undefined;
document.elementFromPoint = () => null;
Range.prototype.getClientRects = () => [] as unknown as DOMRectList;
Range.prototype.getBoundingClientRect = () => new DOMRect();
HTMLDialogElement.prototype.showModal = function show(this: HTMLDialogElement) {
  this.open = true;
};
HTMLDialogElement.prototype.close = function close(this: HTMLDialogElement) {
  this.open = false;
};

// The browser's popovers, as far as a press on their button goes.
document.addEventListener('click', (event) => {
  const button = event.target instanceof Element ? event.target.closest('[popovertarget]') : null;
  const sheet = button && document.getElementById(button.getAttribute('popovertarget') ?? '');
  if (sheet) toggle(sheet, button.getAttribute('aria-expanded') === 'true' ? 'closed' : 'open');
});
HTMLElement.prototype.hidePopover = function hide(this: HTMLElement) {
  toggle(this, 'closed');
};
const toggle = (sheet: HTMLElement, newState: string) => sheet.dispatchEvent(Object.assign(new Event('toggle'), { newState }));

beforeEach(() => {
  localStorage.clear();
  sessionStorage.clear();
});
afterEach(cleanup);
