import type { Config, Model, Passage, Prompt, Reader, Revision, Story } from '@/api/types';

/** A passage under the mock writer's hand: `full` is typed out at `pace` code points a second. */
export interface Draft extends Passage {
  full: string;
  begun: number | null;
  pace: number;
  failAt: number | null;
  /** Its model is away after this many code points, until somebody sets it to null. */
  awayAt: number | null;
  /** A cap is reached after this many code points. */
  pauses: { at: number; code: 'cap' | 'server_cap' } | null;
  /** Every text it had before, newest first. */
  past: Revision[];
}

export interface Tables {
  prompts: Prompt[];
  readers: Reader[];
  stories: (Omit<Story, 'passages' | 'state' | 'words' | 'excerpt'> & { seq: number })[];
  drafts: Draft[];
  config: Config;
  next: number;
}

const at = '2026-01-05T19:30:00Z';
const stamped = { created_at: at, updated_at: at };
export const OWN = { band: null, preview: false, family: false, mine: true };

export function firstTables(): Tables {
  return {
    prompts: [
      { id: 1, content: 'A hedgehog who is afraid of the dark finds a lantern that somebody lost.', title: null, language: 'en', ...stamped },
      { id: 2, content: 'Un petit phare qui voudrait voir la mer de plus près.', title: null, language: 'fr', ...stamped },
      { id: 3, content: 'Two snails race to the end of the garden. It takes all summer.', title: null, language: 'en', ...stamped },
    ],
    readers: [
      { id: 1, name: 'Zoé', age: 5, language: 'fr', likes: ['hedgehogs', 'the sea'], avoid: ['wolves'], ...OWN, ...stamped },
      { id: 2, name: 'Tom', age: 8, language: null, likes: ['trains'], avoid: [], ...OWN, ...stamped },
    ],
    stories: [],
    drafts: [],
    config: { language: 'en', length_words: 260, genre: 'bedtime', tone: 'calm', model: null, craft: null },
    next: 10,
  };
}

export const MODELS: Model[] = [
  {
    id: 'bundled',
    name: 'SmolLM2 135M',
    kind: 'bundled',
    description: {
      en: 'A very small model that comes in the box. The plot is ours, the details are the small model’s.',
      fr: 'Un tout petit modèle, fourni avec Raconteur. L’intrigue est de nous, les détails sont du petit modèle.',
    },
    default: true,
    available: true,
    crafts: { guided: ['en', 'fr'], free: ['en'] },
    default_craft: 'guided',
    why_not: {
      en: 'This small model only learned English; in other languages it would write words that mean nothing.',
      fr: 'Ce petit modèle n’a appris que l’anglais ; dans les autres langues, il écrirait des mots sans suite.',
    },
    local: true,
    context_tokens: 8192,
  },
  {
    id: 'gemma',
    name: 'gemma3:12b',
    kind: 'ollama',
    description: {
      en: 'A capable model found on this machine. It holds a plot by itself.',
      fr: 'Un modèle capable, trouvé sur cette machine. Il tient une intrigue tout seul.',
    },
    default: false,
    available: true,
    crafts: { guided: ['en', 'fr'], free: ['en', 'fr', 'de', 'es', 'it', 'nl', 'pt'] },
    default_craft: 'free',
    why_not: null,
    local: true,
    context_tokens: 32768,
  },
];
