/** Short names for the generated shapes. Times are RFC 3339 in UTC; text is counted in code points. */
import type { ComingPassage, ComingPerson, ComingPersonChange, ComingSession, ComingStory, ComingSummary } from './coming';
import type { components } from './schema';

export type { Account, Caps, Connection, ConnectionIn, Estimate, Limits, LimitsChange, Outbound, Price, Privacy, Usage, Used } from './coming';

type Schemas = components['schemas'];

export type Prompt = Schemas['PromptOut'];
export type Reader = Schemas['ReaderOut'];
export type NewReader = Schemas['ReaderIn'];
export type Story = ComingStory;
export type StorySummary = ComingSummary;
export type NewStory = Partial<Schemas['StoryIn']>;
export type Passage = ComingPassage;
export type PassageState = Passage['state'];
export type PassageError = Schemas['StoryOut.ErrorOut'];
export type Language = NonNullable<Config['language']>;
export type Craft = Passage['craft'];
export type Config = Schemas['Config'];
export type Model = Schemas['ModelOut'];
export type ModelTest = Schemas['TestOut'];
export type OriginSpan = Schemas['OriginsOut.SpanOut'];
export type Revision = Schemas['RevisionOut'];
export type Leaving = Schemas['LeaveOut'];
export type Share = Schemas['ShareOut'];
export type ShareMade = Schemas['ShareMade'];
export type SharedStory = Schemas['SharedStory'];
export type Author = OriginSpan['author'];

/** Every error, as RFC 9457 has it. */
export type Problem = Schemas['Problem'];

export type Session = ComingSession;
export type Me = NonNullable<Session['user']>;
export type Role = Me['role'];
export type SignedIn = Schemas['SignInOut'];
export type ApiKey = Schemas['TokenOut'];
export type ApiKeyMade = Schemas['TokenMade'];
export type NewApiKey = Schemas['TokenIn'];
export type Scope = ApiKey['scopes'][number];
export type Person = ComingPerson;
export type PersonChange = ComingPersonChange;
export type Invitation = Schemas['InvitationOut'];
export type InvitationMade = Schemas['InvitationMade'];
export type Elsewhere = Schemas['ElsewhereOut'];
export type Welcome = Schemas['Welcome'];
export type Entry = Schemas['EntryOut'];
