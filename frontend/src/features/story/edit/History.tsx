import { Skeleton } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Passage, Revision } from '@/api/types';
import { Failed } from '@/ui/Failed';
import styles from './history.module.css';
import { useRevisions } from './useRevisions';
import { Version } from './Version';

interface HistoryProps {
  passage: Passage;
  language: string;
  pending: boolean;
  onPutBack: (version: Revision) => void;
}

/** The texts this part had before, folded away until somebody asks for them. */
export function History(props: HistoryProps) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <details className={styles.history} onToggle={(event) => event.target === event.currentTarget && setOpen(event.currentTarget.open)}>
      <summary>{t('story.history.title')}</summary>
      {open && <Versions {...props} />}
    </details>
  );
}

function Versions({ passage, language, pending, onPutBack }: HistoryProps) {
  const { t } = useTranslation();
  const { data, error, refetch } = useRevisions(passage);
  if (error) return <Failed reason={error} onAgain={() => void refetch()} />;
  if (!data) {
    return (
      <div role="status">
        <span className="hidden-but-read">{t('story.history.loading')}</span>
        <Skeleton height="4rem" />
      </div>
    );
  }
  if (data.length === 0) return <p className={styles.none}>{t('story.history.none')}</p>;
  return (
    <ul className={styles.versions}>
      {data.map((version) => (
        <Version key={version.n} version={version} language={language} pending={pending} same={version.text === passage.text} onPutBack={() => onPutBack(version)} />
      ))}
    </ul>
  );
}
