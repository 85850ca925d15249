import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Passage, Story } from '@/api/types';
import type { useAct } from './actions';
import styles from './story.module.css';

interface ActionsProps {
  story: Story;
  head: Passage;
  act: ReturnType<typeof useAct>;
}

export function Actions({ head, act }: ActionsProps) {
  const { t } = useTranslation();
  return (
    <div className={styles.actions} role="group" aria-label={t('story.actions')}>
      <Button onClick={() => act.mutate({ act: 'continue', instruction: null })}>{t('story.continue')}</Button>
      <Button variant="subtle" onClick={() => act.mutate({ act: 'retake', passage: head.id })}>
        {t('story.retake')}
      </Button>
    </div>
  );
}
