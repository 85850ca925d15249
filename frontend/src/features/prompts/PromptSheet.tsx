import { Button, Textarea } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Prompt } from '@/api/types';
import { ErrorWords } from '@/ui/ErrorWords';
import { Sheet, SheetActions } from '@/ui/Sheet';
import { succeed } from '@/ui/toast';
import { useAddPrompt, useChangePrompt } from './api';

/** A new idea, or changes to one. */
export function PromptSheet({ prompt, onClose }: { prompt: Prompt | null; onClose: () => void }) {
  const { t } = useTranslation();
  const [content, setContent] = useState(prompt?.content ?? '');
  const [wrong, setWrong] = useState<ReactNode>(null);
  const add = useAddPrompt();
  const change = useChangePrompt();

  const submit = () => {
    if (content.trim() === '') {
      setWrong(t('prompts.empty'));
      return;
    }
    const outcome = {
      onSuccess: () => {
        succeed(t(prompt ? 'prompts.changed' : 'prompts.added'));
        onClose();
      },
      onError: (reason: unknown) => setWrong(<ErrorWords reason={reason} />),
    };
    if (prompt) change.mutate({ id: prompt.id, content: content.trim() }, outcome);
    else add.mutate({ content: content.trim() }, outcome);
  };

  return (
    <Sheet title={t(prompt ? 'prompts.editTitle' : 'prompts.addTitle')} onClose={onClose}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <Textarea label={t('prompts.field')} rows={5} value={content} error={wrong} onChange={(event) => setContent(event.currentTarget.value)} />
        <SheetActions>
          <Button type="submit" loading={add.isPending || change.isPending}>
            {t('action.save')}
          </Button>
          <Button variant="subtle" onClick={onClose}>
            {t('action.cancel')}
          </Button>
        </SheetActions>
      </form>
    </Sheet>
  );
}
