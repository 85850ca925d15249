import { useTranslation } from 'react-i18next';
import type { Passage, Story } from '@/api/types';
import type { Manuscript } from '@/lib/manuscript';
import { isActive } from '@/lib/manuscript';
import type { StreamStatus } from '@/lib/stream';
import { Ended } from './Ended';
import { LivePassage } from './LivePassage';
import { PassageText } from './PassageText';
import styles from './story.module.css';
import type { Act } from './actions';
import { useLeaf } from './useLeaf';
import { Waiting } from './Waiting';

export interface PassageProps {
  story: Story;
  passage: Passage;
  manuscript: Manuscript;
  status: StreamStatus;
  act: (act: Act) => void;
  pending: boolean;
}

/** One passage in whichever state it is. */
export function PassageView({ story, passage, manuscript, status, act, pending }: PassageProps) {
  const { t } = useTranslation();
  const leaf = useLeaf(manuscript, passage);
  const { text, state, error } = leaf ?? passage;
  const opening = passage.position === 0;
  const active = isActive(state);
  const stop = () => act({ act: 'stop', passage: passage.id });
  return (
    <section className={styles.passage} data-state={state} aria-busy={active}>
      {!opening && <Ornament />}
      {passage.instruction !== null && <p className={styles.wish}>{t('story.wish', { wish: passage.instruction })}</p>}
      {active && text === '' && <Waiting passage={passage} />}
      {active ? (
        <LivePassage text={text} language={story.language} opening={opening} status={status} onStop={stop} stopping={pending} />
      ) : (
        <PassageText text={text} language={story.language} opening={opening} />
      )}
      {!active && state !== 'done' && <Ended state={state} error={error} text={text} onResume={() => act({ act: 'resume', passage: passage.id })} pending={pending} />}
    </section>
  );
}

/** Between two parts, as a printer would. */
function Ornament() {
  return (
    <div className={styles.ornament} aria-hidden="true">
      ⁂
    </div>
  );
}
