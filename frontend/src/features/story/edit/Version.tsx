import { Button } from '@mantine/core';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { Revision } from '@/api/types';
import { moment } from '@/ui/moment';
import { PassageText } from '../PassageText';
import styles from './history.module.css';

interface VersionProps {
  version: Revision;
  language: string;
  pending: boolean;
  /** It says what the part says now. */
  same: boolean;
  onPutBack: () => void;
}

/** One earlier text: when it was kept, whose it was, how it begins; unfolded, the whole of it. */
export function Version({ version, language, pending, same, onPutBack }: VersionProps) {
  const { t, i18n } = useTranslation();
  const when = useId();
  const words = version.text.split(/\s+/).filter(Boolean).length;
  return (
    <li>
      <details className={styles.version}>
        <summary>
          <span id={when}>
            <time dateTime={version.at}>{moment(version.at, i18n.language)}</time> · {t(version.author === 'person' ? 'story.history.person' : 'story.history.written')} · {t('story.words', { count: words })}
          </span>
          <span className={styles.excerpt} lang={language}>
            {version.text.slice(0, 160)}
          </span>
        </summary>
        <PassageText text={version.text} language={language} opening={false} />
        {same ? (
          <p className={styles.none}>{t('story.history.same')}</p>
        ) : (
          <Button className={styles.putBack} variant="default" loading={pending} aria-describedby={when} onClick={onPutBack}>
            {t('story.history.putBack')}
          </Button>
        )}
      </details>
    </li>
  );
}
