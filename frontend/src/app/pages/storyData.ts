import { storyQuery } from '@/features/story/useStory';
import type { Wanted } from '../ahead';

/** The story at an address; nothing for an address that is none. */
export const storyData = (id: string): readonly Wanted[] => (/^\d{1,15}$/.test(id) ? [(client) => client.query({ ...storyQuery(Number(id)), staleTime: 'static' })] : []);
