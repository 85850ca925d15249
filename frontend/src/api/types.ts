/** Short names for the generated shapes. Times are RFC 3339 in UTC; text is counted in code points. */
import type { ComingPassage, ComingPerson, ComingPersonChange, ComingSession, ComingStory, ComingSummary } from './coming';
import type { MeMore, NewReaderMore, PassageMore, ProblemMore, ReaderMore, StoryMore, WelcomeMore } from './comingFamilies';
import type { components } from './schema';

export type { Account, Caps, Connection, ConnectionIn, Estimate, Limits, LimitsChange, Outbound, Price, Privacy, Usage, Used } from './coming';
export type { Band, Family, FamilyName, Member, MemberChange, NewInvitation, Note, NoteReason } from './comingFamilies';

type Schemas = components['schemas'];

export type Prompt = Schemas['PromptOut'];
export type Reader = Schemas['ReaderOut'] & ReaderMore;
export type NewReader = Schemas['ReaderIn'] & NewReaderMore;
export type Story = Omit<ComingStory, 'passages'> & StoryMore & { passages: Passage[] };
export type StorySummary = ComingSummary & StoryMore;
export type NewStory = Partial<Schemas['StoryIn']>;
export type Passage = ComingPassage & PassageMore;
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
export type Problem = Schemas['Problem'] & ProblemMore;

export type Session = Omit<ComingSession, 'user'> & { user: Me | null };
export type Me = NonNullable<ComingSession['user']> & MeMore;
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
export type Welcome = Schemas['Welcome'] & WelcomeMore;
export type Entry = Schemas['EntryOut'];
