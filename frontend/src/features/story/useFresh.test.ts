import { act, renderHook } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { useFresh } from './useFresh';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const growing = () => renderHook(({ text }) => useFresh(text), { initialProps: { text: 'Once' } });

test('each piece settles in its own time', () => {
  const { result, rerender } = growing();
  rerender({ text: 'Once upon' });
  act(() => void vi.advanceTimersByTime(100));
  rerender({ text: 'Once upon a time' });
  expect(result.current).toEqual([4, 9]);
  act(() => void vi.advanceTimersByTime(100));
  expect(result.current).toEqual([9]);
  act(() => void vi.advanceTimersByTime(100));
  expect(result.current).toEqual([]);
});

test('nothing is left to happen once nobody reads', () => {
  const { rerender, unmount } = growing();
  rerender({ text: 'Once upon' });
  unmount();
  expect(vi.getTimerCount()).toBe(0);
});
