/**
 * What the API is to say of families, bands, what is held and what a gate held back. Named as there, and here only until the
 * generated schema has it: then each of these is one of its own.
 */
export type Band = '3-5' | '6-8' | '9-12' | '13-17' | 'adult';

export interface FamilyName {
  id: number;
  name: string;
}

/** Besides id, name and role. */
export interface MeMore {
  family: FamilyName | null;
  guardian: boolean;
  /** The reader that a child is. */
  reader: { id: number; name: string; band: Band | null } | null;
  may_write: boolean;
}

export interface ReaderMore {
  /** Null: as the age says. */
  band: Band | null;
  /** A guardian looks before the child sees. */
  preview: boolean;
  /** Shared with the family. */
  family: boolean;
  /** May be changed by who asks. */
  mine: boolean;
}

export interface NewReaderMore {
  band?: Band | null;
  preview?: boolean;
  family?: boolean;
}

export interface StoryMore {
  band: Band;
  /** It stands on the family's shelf. */
  family: boolean;
  mine: boolean;
  owner: { id: number; name: string };
}

export interface PassageMore {
  /** A child is not shown its text until a guardian approves. */
  held: boolean;
}

export interface Member {
  id: number;
  name: string;
  role: 'administrator' | 'writer' | 'reader';
  guardian: boolean;
  reader_id: number | null;
  may_write: boolean;
  tokens_a_day: number | null;
}

export interface Family extends FamilyName {
  members: Member[];
}

export interface MemberChange {
  guardian?: boolean;
  reader_id?: number | null;
  may_write?: boolean;
  tokens_a_day?: number | null;
}

export interface NewInvitation {
  role: Member['role'];
  family?: boolean;
  guardian?: boolean;
  reader_id?: number | null;
}

export interface NoteReason {
  category: string;
  words: string;
  by: string;
}

/** Something that a gate held back. */
export interface Note {
  id: number;
  at: string;
  user: { id: number; name: string };
  story_id: number | null;
  passage_id: number | null;
  where: 'request' | 'piece' | 'whole';
  band: Band;
  reasons: NoteReason[];
  text: string;
}

/** An invitation into a family says into which. */
export interface WelcomeMore {
  family?: string | null;
  guardian?: boolean;
}

/** A refused request says why: `urn:raconteur:problem:unfit`. */
export interface ProblemMore {
  reasons?: string[];
}
