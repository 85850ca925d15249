import { Flag } from '@/lib/flag';

/** On from the first thing a toast has to say. */
export const toastsWanted = new Flag();
