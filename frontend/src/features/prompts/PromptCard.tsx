import { useTranslation } from 'react-i18next';
import type { Prompt } from '@/api/types';
import styles from './prompts.module.css';

interface PromptCardProps {
  prompt: Prompt;
  onPick: (prompt: Prompt) => void;
  /** Both absent where the ideas are only to be picked. */
  onEdit?: (prompt: Prompt) => void;
  onDelete?: (prompt: Prompt) => void;
}

/** One idea: pressing it puts its words in the field. */
export function PromptCard({ prompt, onPick, onEdit, onDelete }: PromptCardProps) {
  const { t } = useTranslation();
  const named = prompt.title ?? prompt.content;
  return (
    <li className={styles.card}>
      <button type="button" className={styles.pick} onClick={() => onPick(prompt)} lang={prompt.language ?? undefined}>
        <span className={styles.words}>{named}</span>
      </button>
      {onEdit && onDelete && (
        <div className={styles.verbs}>
          <button type="button" onClick={() => onEdit(prompt)} aria-label={`${t('action.edit')}: ${named}`}>
            {t('action.edit')}
          </button>
          <button type="button" onClick={() => onDelete(prompt)} aria-label={`${t('action.delete')}: ${named}`}>
            {t('action.delete')}
          </button>
        </div>
      )}
    </li>
  );
}
