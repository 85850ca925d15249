import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Story } from '@/api/types';
import { Cover } from '@/ui/cover/Cover';
import { personName } from '@/ui/personName';
import type { Acting } from './actions';
import { RenameTitle } from './RenameTitle';
import styles from './title.module.css';

interface TitlePageProps {
  story: Story;
  act: Acting;
  /** Whether who reads this may change it. */
  writes: boolean;
}

/** The title, for whom, and who writes; the title can be changed. */
export function TitlePage({ story, act, writes }: TitlePageProps) {
  const { t, i18n } = useTranslation();
  const [renaming, setRenaming] = useState(false);
  const list = new Intl.ListFormat(i18n.language, { type: 'conjunction' });
  const names = list.format(story.readers.map((reader) => reader.name));
  const model = list.format(new Set(story.passages.map((passage) => passage.model_name)));
  const guided = story.passages.some((passage) => passage.craft === 'guided');
  return (
    <header className={styles.titlePage}>
      <div className={styles.cover}>
        <Cover story={story} />
      </div>
      {renaming ? (
        <RenameTitle story={story} act={act} onClose={() => setRenaming(false)} />
      ) : (
        <h1 lang={story.language}>
          <span>{story.title}</span>
        </h1>
      )}
      {(names !== '' || !story.mine) && (
        <p className={styles.byline}>
          {!story.mine && <span>{t('family.story.by', { name: personName(story.owner.name) })}</span>}
          {names !== '' && <span>{t('story.for', { names })}</span>}
        </p>
      )}
      <div className={styles.byline}>
        <span>{t(guided ? 'story.guidedBy' : 'story.writtenBy', { model })}</span>
        {writes && !renaming && story.deleted_at === null && (
          <button type="button" className={styles.rename} onClick={() => setRenaming(true)}>
            {t('story.rename')}
          </button>
        )}
      </div>
    </header>
  );
}
