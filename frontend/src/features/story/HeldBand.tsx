import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Passage, Story } from '@/api/types';
import { isActive } from '@/lib/manuscript';
import { personName } from '@/ui/personName';
import { succeed } from '@/ui/toast';
import { whyWords } from '@/ui/whyWords';
import { useApprove, useReasons } from './held';
import styles from './held.module.css';

interface HeldBandProps {
  story: Story;
  passage: Passage;
  /** Whether there is a child anywhere who might see it. */
  family: boolean;
  /** Whether who reads this may show it; others only learn that it waits. */
  guardian: boolean;
}

/** Over a passage that children do not see yet: that it waits, why, and the way to show it. */
export function HeldBand({ story, passage, family, guardian }: HeldBandProps) {
  const { t, i18n } = useTranslation();
  const [left, setLeft] = useState(false);
  const approve = useApprove();
  const reasons = useReasons(passage.id);
  const people = story.readers.length > 0 ? story.readers.map(({ name }) => name) : story.mine ? [] : [personName(story.owner.name)];
  const names = new Intl.ListFormat(i18n.language, { type: 'conjunction' }).format(people);
  const count = people.length;
  const some = count > 0;
  const why = reasons === undefined ? '\u00a0' : reasons.length > 0 ? whyWords(reasons, t).join(' ') : t('held.first');
  const show = () => approve.mutate(passage.id, { onSuccess: () => succeed(some ? t('held.shown', { names, count }) : t('held.shownChildren')) });
  return (
    <div className={styles.band} role="group" aria-label={t('family.shelf.held')}>
      <div>
        <p className={styles.unseen}>{family ? (some ? t('held.unseen', { names, count }) : t('held.unseenChildren')) : some ? t('held.mayNot', { names, count }) : t('held.mayNotReaders')}</p>
        <p role={left ? 'status' : undefined}>{left ? t('held.left') : why}</p>
        {family && !guardian && <p>{t('held.waits')}</p>}
      </div>
      {guardian && !isActive(passage.state) && (
        <div className={styles.verbs}>
          <Button variant={left ? 'default' : 'filled'} size="sm" loading={approve.isPending} onClick={show}>
            {some ? t('held.show', { names }) : t('held.showChildren')}
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
