import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { Prompt } from '@/api/types';
import { usePrompts } from './api';
import { PromptCard } from './PromptCard';
import styles from './prompts.module.css';

/** As many as can be taken in at one look. */
const FEW = 4;

/** A few ideas to begin from, to be picked and nothing else. Nothing at all when there are none. */
export function Ideas({ onPick }: { onPick: (prompt: Prompt) => void }) {
  const { t } = useTranslation();
  const heading = useId();
  const { data: prompts = [] } = usePrompts();
  if (prompts.length === 0) return null;
  return (
    <section aria-labelledby={heading}>
      <div className={styles.head}>
        <h2 id={heading}>{t('prompts.title')}</h2>
      </div>
      <ul className={styles.cards}>
        {prompts.slice(0, FEW).map((prompt) => (
          <PromptCard key={prompt.id} prompt={prompt} onPick={onPick} />
        ))}
      </ul>
    </section>
  );
}
