import { privacyQuery } from '@/features/privacy/usePrivacy';
import type { Wanted } from '../ahead';

export const privacyData: readonly Wanted[] = [(client) => client.query({ ...privacyQuery, staleTime: 'static' })];
