/** Short names for the generated shapes. Times are RFC 3339 in UTC; text is counted in code points. */
import type { components } from './schema';

type Schemas = components['schemas'];

export type Prompt = Schemas['PromptOut'];
export type Reader = Schemas['ReaderOut'];
export type NewReader = Partial<Schemas['ReaderIn']> & Pick<Schemas['ReaderIn'], 'name'>;
export type Story = Schemas['StoryOut'];
export type StorySummary = Schemas['StorySummary'];
export type NewStory = Partial<Schemas['StoryIn']>;
export type Passage = Schemas['StoryOut.PassageOut'];
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

export type Session = Schemas['SessionOut'];
export type Me = NonNullable<Session['user']>;
export type Role = Me['role'];
export type SignedIn = Schemas['SignInOut'];
export type ApiKey = Schemas['TokenOut'];
export type ApiKeyMade = Schemas['TokenMade'];
export type NewApiKey = Schemas['TokenIn'];
export type Scope = ApiKey['scopes'][number];
export type Person = Schemas['UserOut'];
export type PersonChange = Partial<Schemas['UserPatch']>;
export type Invitation = Schemas['InvitationOut'];
export type InvitationMade = Schemas['InvitationMade'];
export type Elsewhere = Schemas['ElsewhereOut'];
export type Welcome = Schemas['Welcome'];
export type Entry = Schemas['EntryOut'];

export type Band = NonNullable<Reader['band']>;
export type Family = Schemas['FamilyOut'];
export type FamilyName = NonNullable<Me['family']>;
export type Member = Family['members'][number];
export type MemberChange = Partial<Schemas['MemberPatch']>;
export type NewInvitation = Partial<Schemas['InvitationIn']> & Pick<Schemas['InvitationIn'], 'role'>;
export type Note = Schemas['NoteOut'];
export type NoteReason = Note['reasons'][number];

export type Limits = Schemas['LimitsOut'];
export type LimitsChange = Schemas['LimitsIn'];
export type Used = Limits['mine'];
/** Caps of one person; null is none. */
export type Caps = Pick<Used, 'tokens_a_day' | 'cost_a_month'>;
/** Of a million tokens that `model` reads and writes. */
export type Price = Limits['prices'][number];
export type Usage = Schemas['UsageOut'];
export type Estimate = Schemas['EstimateOut'];
export type Connection = Schemas['ConnectionOut'];
/** key: absent to keep the one that is kept, null to forget it. */
export type ConnectionIn = Partial<Schemas['ConnectionIn']> & Pick<Schemas['ConnectionIn'], 'label' | 'url'>;
export type Privacy = Schemas['PrivacyOut'];
export type Outbound = Privacy['outbound'][number];
export type Account = Schemas['AccountOut'];
