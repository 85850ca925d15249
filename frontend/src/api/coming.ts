/**
 * Shapes that the server is about to answer, by hand until the generated schema has them: then each
 * becomes `Schemas['…']` in ./types.ts, and this file goes.
 */
import type { components } from './schema';

type Schemas = components['schemas'];

export type ComingState = Schemas['StoryOut.PassageOut']['state'] | 'paused';
export type ComingPassage = Omit<Schemas['StoryOut.PassageOut'], 'state'> & { state: ComingState };
export type ComingStory = Omit<Schemas['StoryOut'], 'state' | 'passages'> & { state: ComingState; passages: ComingPassage[] };
export type ComingSummary = Omit<Schemas['StorySummary'], 'state'> & { state: ComingState };

/** mail: a forgotten password can be mailed. by_proxy: the gateway before the server says who somebody is. */
export type ComingSession = Schemas['SessionOut'] & { mail?: boolean; by_proxy?: boolean };

/** Caps of one person; null is none. */
export interface Caps {
  tokens_a_day: number | null;
  cost_a_month: number | null;
}
export type ComingPerson = Schemas['UserOut'] & Partial<Caps>;
export type ComingPersonChange = Schemas['UserPatch'] & Partial<Caps>;

/** What was used so far, and how much may be. */
export interface Used extends Caps {
  tokens_today: number;
  cost_this_month: number | null;
}

/** Of a million tokens that `model` reads and writes. */
export interface Price {
  model: string;
  prompt: number;
  completion: number;
}

export interface Limits {
  mine: Used;
  /** For administrators: all together, and the cap of each person who has none of their own. */
  server: (Used & { each_tokens_a_day: number | null }) | null;
  currency: string;
  prices: Price[];
}

export interface LimitsChange extends Caps {
  each_tokens_a_day: number | null;
  currency: string;
  prices: Price[];
}

/** One day's use of one model by one person. */
export interface Usage {
  day: string;
  user: { id: number; name: string };
  model: string;
  prompt_tokens: number;
  completion_tokens: number;
  cost: number | null;
}

/** What a story would use. cost: null where no price is known. left: tokens that may still be used, null without a cap. */
export interface Estimate {
  prompt_tokens: number;
  completion_tokens: number;
  cost: number | null;
  currency: string;
  seconds: number | null;
  left: number | null;
}

/** A model that somebody connected themselves; in the list of models its id is `own:<id>`. */
export interface Connection {
  id: number;
  label: string;
  url: string;
  name: string | null;
  has_key: boolean;
  shared: boolean;
  mine: boolean;
}

/** key: absent to keep the one that is kept, null to forget it. */
export interface ConnectionIn {
  label: string;
  url: string;
  name: string | null;
  key?: string | null;
  shared?: boolean;
}

/** Somebody who is told something. yours: it was the visitor who connected it. */
export interface Outbound {
  to: string;
  what: string;
  when: string;
  yours: boolean;
}

export interface Privacy {
  outbound: Outbound[];
  retention: { trash_days: number | null; audit_days: number | null; notes_days: number | null };
  telemetry: boolean;
}

export interface Account {
  name: string;
  mail: string | null;
  has_password: boolean;
}
