import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { fail, succeed } from '@/ui/toast';
import { useAddPrompt, usePrompts } from './api';

/** Keeps what stands in the field for another evening, unless it is kept already. */
export function KeepPrompt({ content }: { content: string }) {
  const { t } = useTranslation();
  const { data } = usePrompts();
  const add = useAddPrompt();
  const words = content.trim();
  if (words === '' || data?.some((prompt) => prompt.content === words)) return null;
  return (
    <Button variant="subtle" loading={add.isPending} onClick={() => add.mutate({ content: words }, { onSuccess: () => succeed(t('prompts.added')), onError: fail })}>
      {t('prompts.keep')}
    </Button>
  );
}
