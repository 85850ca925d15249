import { familyScene, type Who } from '@/mock/familyScene';
import { openPage } from './page';

export type Scene = ReturnType<typeof familyScene>;

interface Wanted {
  language?: string;
  /** What there is besides, before the page is opened; answers the address where that depends on it. */
  before?: (scene: Scene) => string | undefined;
}

/** The page as one of a family sees it. */
export async function openFamily(who: Who, address: string, { language = 'en', before = () => undefined }: Wanted = {}) {
  const scene = familyScene();
  const me = scene.accounts.people.find(({ name }) => name === who);
  if (!me) throw new Error(`${who} has no account`);
  scene.accounts.enter(me);
  scene.server.beat = 5;
  const at = before(scene) ?? address;
  return { ...scene, ...(await openPage(at, { server: scene.server, language })) };
}
