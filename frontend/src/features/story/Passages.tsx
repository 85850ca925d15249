import { lazy, Suspense, useState, type Ref } from 'react';
import { useTranslation } from 'react-i18next';
import type { Passage, Story } from '@/api/types';
import { isChild } from '@/lib/bands';
import { isActive, type Manuscript } from '@/lib/manuscript';
import { useKnown } from '@/lib/session';
import type { StreamStatus } from '@/lib/stream';
import type { Acting } from './actions';
import { Ended } from './Ended';
import { Held } from './Held';
import { HeldBand } from './HeldBand';
import { LivePassage } from './LivePassage';
import { Ornament } from './Ornament';
import { OriginText } from './OriginText';
import { PartBar } from './PartBar';
import { PassageText } from './PassageText';
import { Paused } from './Paused';
import styles from './story.module.css';
import { useLeaf } from './useLeaf';
import type { Side } from './useTurned';
import { Waiting } from './Waiting';

const EditPassage = lazy(() => import('./edit/EditPassage'));

/** What the server calls it when a passage that is being written waits for its model. */
const WAITING = 'waiting';

export interface PassageProps {
  story: Story;
  passage: Passage;
  manuscript: Manuscript;
  status: StreamStatus;
  act: Acting;
  last: boolean;
  /** Whether who reads this may change it. */
  writes: boolean;
  /** Something of this story is being written, so nothing else of it can be asked for. */
  busy: boolean;
  origins: boolean;
  editing: boolean;
  onEdit: (passage: number | null) => void;
  onTurned: (position: number, side: Side) => void;
  /** What comes next is asked for here, while the passage is paused. */
  next: Ref<HTMLDivElement> | undefined;
}

/** One passage in whichever state it is. */
export function PassageView({ story, passage, manuscript, status, act, last, writes, busy, origins, editing, onEdit, onTurned, next }: PassageProps) {
  const { t } = useTranslation();
  const leaf = useLeaf(manuscript, passage);
  const { text, state, error } = leaf ?? passage;
  const [seen] = useState(() => isActive(state));
  const opening = passage.position === 0;
  const active = isActive(state);
  const awaited = active && error?.code === WAITING ? passage.model_name : null;
  const { language } = story;
  const { me } = useKnown();
  const unseen = passage.held && isChild(me);
  const inTrash = story.deleted_at !== null;
  const resume = () => act.mutate({ act: 'resume', passage: passage.id });
  const stop = () => act.mutate({ act: 'stop', passage: passage.id });
  const still = <PassageText text={text} language={language} opening={opening} />;

  return (
    <section className={styles.passage} data-state={state} data-seen={seen || undefined} aria-busy={active}>
      {!opening && <Ornament />}
      {passage.instruction !== null && <p className={styles.wish}>{t('story.wish', { wish: passage.instruction })}</p>}
      {passage.held && !isChild(me) && <HeldBand story={story} passage={passage} me={me} />}
      {active && text === '' && !unseen && <Waiting passage={passage} awaited={awaited} />}
      {unseen ? (
        <Held writing={active} />
      ) : active ? (
        <LivePassage text={text} language={language} opening={opening} status={status} awaited={text === '' ? null : awaited} onStop={writes ? stop : null} stopping={act.isPending} />
      ) : editing ? (
        <Suspense fallback={still}>
          <EditPassage passage={{ ...passage, text, revision: leaf?.revision ?? passage.revision }} language={language} onClose={() => onEdit(null)} />
        </Suspense>
      ) : origins ? (
        <OriginText passage={passage} text={text} language={language} />
      ) : (
        still
      )}
      {!active && !editing && !unseen && (
        <>
          {state === 'paused' ? (
            <Paused ref={next} error={error} words={countWords(text)} reads={!story.mine} onResume={inTrash || !writes ? null : resume} onStop={inTrash || !writes ? null : stop} pending={act.isPending} />
          ) : (
            state !== 'done' && <Ended state={state} error={error} words={countWords(text)} onResume={writes ? resume : null} pending={act.isPending} />
          )}
          {writes && (
            <PartBar
              passage={passage}
              last={last}
              disabled={busy || act.isPending}
              onTurn={(head, side) => {
                onTurned(passage.position, side);
                act.mutate({ act: 'head', head, revision: story.revision });
              }}
              onRetake={() => act.mutate({ act: 'retake', passage: passage.id })}
              onEdit={() => onEdit(passage.id)}
            />
          )}
        </>
      )}
    </section>
  );
}

const countWords = (text: string): number => text.split(/\s+/).filter(Boolean).length;
