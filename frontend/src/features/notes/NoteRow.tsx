import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Note } from '@/api/types';
import { moment } from '@/ui/moment';
import { personName } from '@/ui/personName';
import rows from '@/ui/rows.module.css';
import { whyWords } from '@/ui/whyWords';
import styles from './notes.module.css';

interface NoteRowProps {
  note: Note;
  mine: boolean;
  guardian: boolean;
}

/** One thing that was held back: whose, why, what became of it, and behind a fold what it said. */
export function NoteRow({ note, mine, guardian }: NoteRowProps) {
  const { t, i18n } = useTranslation();
  const { where, text, reasons, story_id: story } = note;
  const name = personName(note.user.name);
  const noticed = [...new Set(reasons.map(({ words }) => words).filter((words) => words !== ''))];
  const unchecked = reasons.every(({ category }) => category === 'unchecked');
  return (
    <li className={styles.note}>
      <div>
        <h2 className={styles.whose}>{mine ? t(`notes.mine.${where}`) : t(`notes.what.${where}`, { name })}</h2>
        <p className={rows.facts}>
          <time dateTime={note.at}>{moment(note.at, i18n.language)}</time> · {t(`fit.bandFor.${note.band}`)}
        </p>
      </div>
      <p>
        {whyWords(reasons.map(({ category }) => category), t).join(' ')} {t(`notes.become.${where}`)}
      </p>
      <details className={styles.fold}>
        <summary>{t(`notes.show.${where}`)}</summary>
        <blockquote className={styles.text}>{text}</blockquote>
        {noticed.length > 0 && <p className={rows.facts}>{t('notes.noticed', { words: new Intl.ListFormat(i18n.language, { type: 'unit' }).format(noticed) })}</p>}
      </details>
      <div className={rows.verbs}>
        {story !== null && (
          <Link to="/stories/$id" params={{ id: String(story) }} className={styles.way}>
            {t(where === 'whole' && guardian ? 'notes.approve' : 'notes.story')}
          </Link>
        )}
        {where === 'request' && story === null && mine && (
          <Link to="/" className={styles.way}>
            {t('notes.again')}
          </Link>
        )}
        {!unchecked && (
          <Link to="/readers" className={styles.way}>
            {t('notes.readers')}
          </Link>
        )}
      </div>
    </li>
  );
}
