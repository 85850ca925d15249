import type { QueryClient } from '@tanstack/react-query';
import { storyQuery } from '@/features/story/useStory';
import { limitsQuery } from '@/lib/useLimits';
import type { Wanted } from '../ahead';

/** The story at an address, and where a limit holds it up, the limits; nothing for an address that is none. */
export const storyData = (id: string): readonly Wanted[] => (/^\d{1,15}$/.test(id) ? [(client) => whole(client, Number(id))] : []);

async function whole(client: QueryClient, id: number): Promise<void> {
  const story = await client.query({ ...storyQuery(id), staleTime: 'static' });
  if (story.state === 'paused') await client.query({ ...limitsQuery, staleTime: 'static' });
}
