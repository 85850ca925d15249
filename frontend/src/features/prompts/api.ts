import type { Prompt } from '@/api/types';
import { collection } from '@/lib/collection';
import { keys } from '@/lib/queryKeys';

type NewPrompt = Pick<Prompt, 'content'> & Partial<Pick<Prompt, 'title' | 'language'>>;

export const { all: promptsQuery, useAll: usePrompts, useAdd: useAddPrompt, useChange: useChangePrompt, useRemove: useRemovePrompt } = collection<Prompt, NewPrompt>('/prompts', keys.prompts);
