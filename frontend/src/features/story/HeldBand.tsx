import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Me, Passage, Story } from '@/api/types';
import { isActive } from '@/lib/manuscript';
import { personName } from '@/ui/personName';
import { succeed } from '@/ui/toast';
import { whyWords } from '@/ui/whyWords';
import { useAnswers, useApprove, useReasons } from './held';
import styles from './held.module.css';
import { useHeldWords } from './useHeldWords';

interface HeldBandProps {
  story: Story;
  passage: Passage;
  me: Me | null;
}

/** Over a passage that children do not see yet: that it waits, why, and the way to show it. */
export function HeldBand({ story, passage, me }: HeldBandProps) {
  const { t } = useTranslation();
  const [left, setLeft] = useState(false);
  const approve = useApprove();
  const answers = useAnswers(story, me);
  const reasons = useReasons(passage.id);
  const names = story.readers.length > 0 ? story.readers.map(({ name }) => name) : story.mine ? [] : [personName(story.owner.name)];
  const say = useHeldWords(names, me?.family != null);
  const why = reasons === undefined ? '\u00a0' : reasons.length > 0 ? whyWords(reasons, t).join(' ') : t('held.first');
  return (
    <div className={styles.band} role="group" aria-label={t('family.shelf.held')}>
      <div>
        <p className={styles.unseen}>{say.unseen}</p>
        <p className={styles.why} role={left ? 'status' : undefined}>{left ? t('held.left') : why}</p>
        {answers === false && <p>{t('held.waits')}</p>}
      </div>
      {answers !== false && !isActive(passage.state) && (
        <div className={styles.verbs}>
          <Button variant={left ? 'default' : 'filled'} size="sm" disabled={answers === null} loading={approve.isPending} onClick={() => approve.mutate(passage.id, { onSuccess: () => succeed(say.shown) })}>
            {say.show}
          </Button>
          {!left && (
            <Button variant="subtle" size="sm" onClick={() => setLeft(true)}>
              {t('held.leave')}
            </Button>
          )}
        </div>
      )}
    </div>
  );
}
