/** The names under which answers are kept; a list's key begins every key of its items. */
export const keys = {
  stories: ['stories'] as const,
  storyList: (state: string) => ['stories', 'list', state] as const,
  story: (id: number) => ['stories', 'one', id] as const,
  origins: (passage: number, revision: number) => ['origins', passage, revision] as const,
  revisions: (passage: number, revision: number) => ['revisions', passage, revision] as const,
  shares: (story: number) => ['shares', story] as const,
  shared: (code: string) => ['shared', code] as const,
  prompts: ['prompts'] as const,
  readers: ['readers'] as const,
  config: ['config'] as const,
  models: ['models'] as const,
  signedIn: ['account', 'sessions'] as const,
  apiKeys: ['account', 'tokens'] as const,
  people: ['people'] as const,
  invitations: ['invitations'] as const,
  audit: ['audit'] as const,
};
