import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useLayoutEffect, useState } from 'react';
import type { Story } from '@/api/types';
import { apiJson } from '@/lib/apiFetch';
import { isActive, Manuscript } from '@/lib/manuscript';
import { keys } from '@/lib/queryKeys';
import { isIn, useKnown } from '@/lib/session';
import { followStream, type StreamStatus } from '@/lib/stream';

export const storyQuery = (id: number) =>
  queryOptions({
    queryKey: keys.story(id),
    queryFn: ({ signal }) => apiJson<Story>(`/stories/${id}`, { signal }),
    // While it waits its turn, the estimate is asked for again; the text itself comes by the stream.
    refetchInterval: ({ state }) => (state.data?.passages.at(-1)?.state === 'queued' ? 3000 : false),
  });

/** The story as fetched, its texts as they grow, and how the line to the server stands. */
export function useStory(id: number) {
  const client = useQueryClient();
  const [manuscript] = useState(() => new Manuscript(() => void client.invalidateQueries({ queryKey: keys.story(id) })));
  const [status, setStatus] = useState<StreamStatus>('connecting');
  const query = useQuery(storyQuery(id));
  const story = query.data;
  const known = story !== undefined;
  const busy = story?.passages.some((passage) => isActive(passage.state)) ?? false;
  const visible = useVisible();
  // Who signs in again goes on reading where the line was cut.
  const watched = isIn(useKnown()) && (visible || busy);

  // Before the stream is opened, so that it asks only for what is missing.
  useLayoutEffect(() => {
    if (story) manuscript.seed(story);
  }, [manuscript, story]);

  useEffect(() => {
    if (!known || !watched) return;
    const line = new AbortController();
    followStream({
      path: `/stories/${id}/events`,
      position: () => manuscript.position(),
      onMessage: (message) => manuscript.take(message),
      onStatus: setStatus,
      signal: line.signal,
    }).catch(() => client.invalidateQueries({ queryKey: keys.story(id) }));
    return () => line.abort();
  }, [client, id, manuscript, known, watched]);

  return { query, story, manuscript, status };
}

/** A hidden page of a finished story lets its line go: browsers allow few lines to one server. */
function useVisible(): boolean {
  const [visible, setVisible] = useState(() => document.visibilityState === 'visible');
  useEffect(() => {
    const look = () => setVisible(document.visibilityState === 'visible');
    document.addEventListener('visibilitychange', look);
    return () => document.removeEventListener('visibilitychange', look);
  }, []);
  return visible;
}
