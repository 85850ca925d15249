import { Button, TextInput } from '@mantine/core';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Prompt } from '@/api/types';
import { fold } from '@/lib/fold';
import { Failed } from '@/ui/Failed';
import { fail, succeed } from '@/ui/toast';
import { useAddPrompt, usePrompts, useRemovePrompt } from './api';
import { PromptCard } from './PromptCard';
import { PromptSheet } from './PromptSheet';
import { PromptSkeleton } from './PromptSkeleton';
import styles from './prompts.module.css';

/** How many are shown before somebody asks for all of them. */
const FEW = 6;

interface PromptsProps {
  /** The words searched for; they live in the address. */
  query: string;
  onQuery: (query: string) => void;
  onPick: (prompt: Prompt) => void;
}

/** The library of ideas, one press away from the field. */
export function Prompts({ query, onQuery, onPick }: PromptsProps) {
  const { t } = useTranslation();
  const heading = useId();
  const prompts = usePrompts();
  const add = useAddPrompt();
  const remove = useRemovePrompt();
  const [sheet, setSheet] = useState<Prompt | 'new' | null>(null);
  const [all, setAll] = useState(false);

  const found = (prompts.data ?? []).filter((prompt) => fold(`${prompt.title ?? ''} ${prompt.content}`).includes(fold(query)));
  const shown = all || query !== '' ? found : found.slice(0, FEW);
  const onDelete = (prompt: Prompt) => {
    const undo = () => add.mutate({ content: prompt.content, title: prompt.title, language: prompt.language }, { onError: fail });
    remove.mutate(prompt, { onSuccess: () => succeed(t('prompts.deleted'), { label: t('action.undo'), run: undo }), onError: fail });
  };

  return (
    <section aria-labelledby={heading}>
      <div className={styles.head}>
        <h2 id={heading}>{t('prompts.title')}</h2>
        <Button variant="subtle" onClick={() => setSheet('new')}>
          {t('prompts.add')}
        </Button>
      </div>
      {(prompts.data?.length ?? 0) > 0 && (
        <TextInput type="search" className={styles.search} aria-label={t('prompts.search')} placeholder={t('prompts.search')} value={query} onChange={(event) => onQuery(event.currentTarget.value)} />
      )}
      {prompts.isPending && <PromptSkeleton />}
      {prompts.error && !prompts.data && <Failed reason={prompts.error} onAgain={() => void prompts.refetch()} />}
      {prompts.data?.length === 0 && <p className={styles.none}>{t('prompts.none')}</p>}
      {prompts.data && prompts.data.length > 0 && found.length === 0 && <p className={styles.none}>{t('prompts.noneFound', { query })}</p>}
      <ul className={styles.cards}>
        {shown.map((prompt) => (
          <PromptCard key={prompt.id} prompt={prompt} onPick={onPick} onEdit={setSheet} onDelete={onDelete} />
        ))}
      </ul>
      {query === '' && found.length > FEW && (
        <Button variant="subtle" onClick={() => setAll(!all)}>
          {all ? t('prompts.fewer') : t('prompts.all', { count: found.length })}
        </Button>
      )}
      {sheet !== null && <PromptSheet prompt={sheet === 'new' ? null : sheet} onClose={() => setSheet(null)} />}
    </section>
  );
}
