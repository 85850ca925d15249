import type { Band, Language, NewReader, Reader } from '@/api/types';

/** What the form's fields hold, as typed. */
export interface ReaderFields {
  name: string;
  age: string;
  language: string;
  likes: string;
  avoid: string;
  band: Band | null;
  preview: boolean;
  family: boolean;
}

/** Those that are typed. */
export type TypedField = 'name' | 'age' | 'language' | 'likes' | 'avoid';

export type ReaderFault = 'name' | 'age';

export function fieldsOf(reader: Reader | null): ReaderFields {
  return {
    name: reader?.name ?? '',
    age: reader?.age?.toString() ?? '',
    language: reader?.language ?? '',
    likes: reader?.likes.join(', ') ?? '',
    avoid: reader?.avoid.join(', ') ?? '',
    band: reader?.band ?? null,
    preview: reader?.preview ?? false,
    family: reader?.family ?? false,
  };
}

/** Which fields cannot be taken as they are. */
export function faultsIn(fields: ReaderFields): ReaderFault[] {
  const faults: ReaderFault[] = [];
  if (fields.name.trim() === '') faults.push('name');
  if (fields.age.trim() !== '' && !(/^\d{1,3}$/.test(fields.age.trim()) && Number(fields.age) <= 120)) faults.push('age');
  return faults;
}

/** The age as typed; null as long as it is none. */
export const ageOf = ({ age }: ReaderFields): number | null => (/^\d{1,3}$/.test(age.trim()) ? Number(age) : null);

export function toReader(fields: ReaderFields): NewReader {
  return {
    name: fields.name.trim(),
    age: ageOf(fields),
    language: fields.language === '' ? null : (fields.language as Language),
    likes: items(fields.likes),
    avoid: items(fields.avoid),
    band: fields.band,
    preview: fields.preview,
    family: fields.family,
  };
}

const items = (text: string): string[] => [...new Set(text.split(/[,;،、\n]/).map((item) => item.trim()).filter(Boolean))];
