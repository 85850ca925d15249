import type { Note } from '@/api/types';
import { MockAccounts } from './accounts';
import type { Draft } from './data';
import { MockFamilies } from './family';
import { MockServer } from './server';
import { TALES } from './tales';
import { countWords } from './writer';

const DAY = 86_400_000;
export const PEOPLE = ['ada', 'tom', 'zoé', 'léo'] as const;
export type Who = (typeof PEOPLE)[number];

interface Told {
  language: 'en' | 'fr';
  readers?: number[];
  family?: boolean;
  held?: boolean;
  title?: string;
  more?: boolean;
}

/** An evening of a family: Ada, its guardian, and Tom; Zoé, who writes, and Léo, who does not yet. */
export function familyScene() {
  const server = new MockServer();
  const accounts = new MockAccounts();
  server.accounts = accounts;
  const families = new MockFamilies(server, accounts);
  const [ada, tom, zoe, leo] = [accounts.add('ada', 'administrator'), accounts.add('tom'), accounts.add('zoé', 'reader'), accounts.add('léo', 'reader')];
  const family = families.make('The Lindens', ada.id, tom.id, zoe.id, leo.id);
  const [first, second] = server.tables.readers;
  Object.assign(first ?? {}, { preview: true, family: true });
  Object.assign(second ?? {}, { mine: false, family: true, band: '9-12' });
  families.put(zoe.id, { reader_id: 1 });
  families.put(leo.id, { may_write: false });
  const tell = (owner: { id: number; name: string }, told: Told) => tellTale(server, families, owner, told);
  return { server, accounts, families, family, ada, tom, zoe, leo, tell };
}

/** A story that is finished already. */
function tellTale({ tables }: MockServer, families: MockFamilies, owner: { id: number; name: string }, told: Told): { story: number; draft: Draft } {
  const { language, readers = [], family = false, held = false, more = false } = told;
  const tale = TALES[language];
  const at = new Date(Date.now() - DAY).toISOString();
  const [story, id] = [tables.next++, tables.next++];
  const full = more ? tale.more : tale.parts.map(([, , part]) => part).join('');
  const of = tables.readers.filter((one) => readers.includes(one.id)).map(({ id: reader, name }) => ({ id: reader, name }));
  tables.stories.push({
    id: story, title: told.title ?? tale.title, head: id, revision: 1, prompt: tale.title, language, genre: 'bedtime', tone: 'calm', length_words: 260, craft: 'guided', model: 'bundled', seed: story,
    readers: of, deleted_at: null, seq: story, band: '3-5', family, mine: true, owner, created_at: at, updated_at: at,
  });
  families.owners.set(story, owner.id);
  const draft: Draft = {
    id, story, parent: null, takes: [id], take_heads: [id], kind: 'opening', position: 0, state: 'done', text: full, held, revision: 1, instruction: null, unattended: false, error: null,
    model: 'bundled', model_name: 'SmolLM2 135M', craft: 'guided', words: countWords(full), queue: null, created_at: at, started_at: at, finished_at: at, full, begun: 0, pace: 90, failAt: null, awayAt: null, pauses: null, past: [],
  };
  tables.drafts.push(draft);
  return { story, draft };
}

export const noteOf = (user: { id: number; name: string }, part: Partial<Note>): Note => ({
  id: 1, at: '2026-01-05T19:30:00Z', user: { id: user.id, name: user.name }, story_id: null, passage_id: null, where: 'request', band: '3-5', reasons: [{ category: 'violence', words: 'sword', by: 'rules' }], text: 'Two knights and a sword', ...part,
});

/** The same with something on every shelf, for looking at. */
export function furnished(language: 'en' | 'fr') {
  const scene = familyScene();
  const { ada, tom, zoe, tell, families } = scene;
  const other = language === 'fr' ? 'en' : 'fr';
  tell(ada, { language, family: true, readers: [1] });
  tell(tom, { language: other, family: true });
  tell(zoe, { language, readers: [1], title: language === 'fr' ? 'Le hérisson et la mer' : 'The hedgehog and the sea' });
  const held = tell(zoe, { language, readers: [1], held: true, title: language === 'fr' ? 'La nuit sans lune' : 'The night without a moon', more: true });
  families.notes = [
    noteOf(zoe, { id: 3, where: 'whole', story_id: held.story, passage_id: held.draft.id, text: held.draft.text, reasons: [{ category: 'sadness', words: 'never came home', by: 'rules' }, { category: 'ending', words: '', by: 'rules' }] }),
    noteOf(zoe, { id: 2, text: language === 'fr' ? 'Un chevalier qui se bat avec une épée contre un loup' : 'A knight who fights a wolf with a sword', reasons: [{ category: 'violence', words: 'fights', by: 'rules' }, { category: 'weapons', words: 'sword', by: 'rules' }, { category: 'avoid', words: 'wolf', by: 'rules' }] }),
    noteOf(ada, { id: 1, where: 'piece', story_id: held.story, band: '6-8', text: 'The old house creaked, and something in the cellar began to scream.', reasons: [{ category: 'fear', words: 'scream', by: 'rules' }] }),
  ];
  families.unfit = { word: language === 'fr' ? 'épée' : 'sword', reasons: ['weapons', 'violence'] };
  return { ...scene, held };
}
