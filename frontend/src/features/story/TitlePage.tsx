import { useTranslation } from 'react-i18next';
import type { Story } from '@/api/types';
import type { Act } from './actions';
import styles from './story.module.css';

interface TitlePageProps {
  story: Story;
  modelName: (id: string) => string;
  act: (act: Act) => void;
}

export function TitlePage({ story, modelName }: TitlePageProps) {
  const { t, i18n } = useTranslation();
  const names = new Intl.ListFormat(i18n.language, { type: 'conjunction' }).format(story.readers.map((reader) => reader.name));
  const parts = [names && t('story.for', { names }), t('story.writtenBy', { model: modelName(story.model) })];
  return (
    <header className={styles.titlePage}>
      <h1 lang={story.language}>{story.title}</h1>
      <p className={styles.byline}>{parts.filter(Boolean).join(' · ')}</p>
    </header>
  );
}
