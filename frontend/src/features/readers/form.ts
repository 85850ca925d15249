import type { Language, NewReader, Reader } from '@/api/types';

/** What the form's fields hold, as typed. */
export interface ReaderFields {
  name: string;
  age: string;
  language: string;
  likes: string;
  avoid: string;
}

export type ReaderFault = 'name' | 'age';

export function fieldsOf(reader: Reader | null): ReaderFields {
  return {
    name: reader?.name ?? '',
    age: reader?.age?.toString() ?? '',
    language: reader?.language ?? '',
    likes: reader?.likes.join(', ') ?? '',
    avoid: reader?.avoid.join(', ') ?? '',
  };
}

/** Which fields cannot be taken as they are. */
export function faultsIn(fields: ReaderFields): ReaderFault[] {
  const faults: ReaderFault[] = [];
  if (fields.name.trim() === '') faults.push('name');
  if (fields.age.trim() !== '' && !(/^\d{1,3}$/.test(fields.age.trim()) && Number(fields.age) <= 120)) faults.push('age');
  return faults;
}

export function toReader(fields: ReaderFields): NewReader {
  return {
    name: fields.name.trim(),
    age: fields.age.trim() === '' ? null : Number(fields.age),
    language: fields.language === '' ? null : (fields.language as Language),
    likes: items(fields.likes),
    avoid: items(fields.avoid),
  };
}

const items = (text: string): string[] => [...new Set(text.split(/[,;،、\n]/).map((item) => item.trim()).filter(Boolean))];
