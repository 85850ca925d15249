import type { Role } from '@/api/types';

/** From the one who may most to the one who may least. */
export const ROLES: readonly Role[] = ['administrator', 'writer', 'reader'];
