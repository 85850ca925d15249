import type { NewReader, Reader } from '@/api/types';
import { collection } from '@/lib/collection';
import { keys } from '@/lib/queryKeys';

export const { all: readersQuery, useAll: useReaders, useAdd: useAddReader, useChange: useChangeReader, useRemove: useRemoveReader } = collection<Reader, NewReader>('/readers', keys.readers);
