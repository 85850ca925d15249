import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Story } from '@/api/types';
import { isChild, mayWrite } from '@/lib/bands';
import { isActive, isFinal, type Manuscript } from '@/lib/manuscript';
import { useKnown } from '@/lib/session';
import type { StreamStatus } from '@/lib/stream';
import { succeed } from '@/ui/toast';
import { useTitle } from '@/ui/useTitle';
import { Actions } from './Actions';
import { useAct } from './actions';
import { Colophon } from './Colophon';
import { InTrash } from './InTrash';
import { PassageView } from './Passages';
import styles from './story.module.css';
import { editButton } from './edit/button';
import { TitlePage } from './TitlePage';
import { useLeaf } from './useLeaf';
import { useTurned } from './useTurned';

const ShareSheet = lazy(() => import('./share/ShareSheet'));

export interface StoryDoors {
  onTrash: (story: Story) => void;
  onRestore: (story: Story) => void;
  /** Whether the page shows who wrote what; it is part of the address. */
  origins: boolean;
  onOrigins: (shown: boolean) => void;
}

interface StoryViewProps extends StoryDoors {
  story: Story;
  manuscript: Manuscript;
  status: StreamStatus;
}

/** The story as a page of a book, from its title to what can be done next. */
export function StoryView({ story, manuscript, status, onTrash, onRestore, origins, onOrigins }: StoryViewProps) {
  const { t } = useTranslation();
  useTitle(story.title);
  const act = useAct(story.id);
  const turned = useTurned(story, act.isPending);
  const { session, me } = useKnown();
  const child = isChild(me);
  const writes = story.mine && mayWrite(me);
  // A guardian sees of others what is on the shelf, and what a child of theirs has: both are theirs to put and to take.
  const shelves = me?.family != null && !unseenBy(story, child) && (story.mine ? writes : me.guardian);
  const [sharing, setSharing] = useState(false);
  const [editing, setEditing] = useState<number | null>(null);
  const edited = useRef<number | null>(null);
  useEffect(() => {
    // The editor's buttons went with it: the keyboard goes on at the one that opened it.
    if (editing === null && edited.current !== null) document.getElementById(editButton(edited.current))?.focus({ preventScroll: true });
    edited.current = editing;
  }, [editing]);
  const head = story.passages.at(-1);
  const state = useLeaf(manuscript, head)?.state ?? head?.state ?? 'done';
  const busy = isActive(state);
  // A paused part goes on later: until then nothing else of the story can be asked for.
  const open = !isFinal(state);
  const inTrash = story.deleted_at !== null;
  const unseen = unseenBy(story, child);
  const next = useRef<HTMLDivElement>(null);
  const wasBusy = useRef(busy);
  useEffect(() => {
    // The button that held the focus went with the writing: the keyboard goes on at what comes next.
    if (wasBusy.current && !busy && document.activeElement === document.body) next.current?.focus({ preventScroll: true });
    wasBusy.current = busy;
  }, [busy]);
  const putOrTake = () => act.mutate({ act: 'family', family: !story.family }, { onSuccess: () => succeed(t(story.family ? 'family.story.takeDone' : 'family.story.putDone')) });
  return (
    <article className={styles.story} data-busy={busy || undefined}>
      <TitlePage story={story} act={act} writes={writes} />
      {inTrash && writes && <InTrash onRestore={() => onRestore(story)} />}
      {story.passages.map((passage) => (
        <PassageView
          key={passage.id}
          story={story}
          passage={passage}
          manuscript={manuscript}
          status={status}
          act={act}
          last={passage === head}
          writes={writes}
          busy={open || inTrash}
          origins={origins}
          editing={editing === passage.id}
          onEdit={setEditing}
          onTurned={turned}
          next={state === 'paused' && passage === head ? next : undefined}
        />
      ))}
      {!open && !inTrash && writes && !unseen && head && editing !== head.id && <Actions ref={next} head={head} act={act} onEdit={() => setEditing(head.id)} />}
      {!busy && <Colophon story={story} origins={origins} onOrigins={unseen && story.passages.length === 1 ? null : onOrigins} onShare={session?.accounts === true && story.mine && !child && !inTrash ? () => setSharing(true) : null} onTrash={inTrash || !writes ? null : () => onTrash(story)} onFamily={shelves && !inTrash ? putOrTake : null} />}
      {sharing && (
        <Suspense>
          <ShareSheet story={story.id} onClose={() => setSharing(false)} />
        </Suspense>
      )}
      <div className="hidden-but-read" aria-live="polite">
        {state === 'done' && !unseen ? t('story.done') : ''}
      </div>
    </article>
  );
}

/** How it goes on is not shown to a child yet. */
const unseenBy = ({ passages }: Story, child: boolean): boolean => child && passages.at(-1)?.held === true;
