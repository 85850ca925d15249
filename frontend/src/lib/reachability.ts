import { Flag } from './flag';

/** On while the server did not answer when it was last asked. One for the whole page. */
export const away = new Flag();
