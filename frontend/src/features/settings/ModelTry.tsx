import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Model, ModelTest } from '@/api/types';
import { apiJson } from '@/lib/apiFetch';
import { fail } from '@/ui/toast';
import styles from './settings.module.css';

interface ModelTryProps {
  model: Pick<Model, 'id' | 'crafts'>;
  /** What it is called, where several buttons would say the same. */
  named?: string;
}

/** Lets a model write one sentence, to hear whether it answers and how long it takes. */
export function ModelTry({ model, named }: ModelTryProps) {
  const { t, i18n } = useTranslation();
  const known = [...(model.crafts.free ?? []), ...(model.crafts.guided ?? [])];
  const language = (model.crafts.free ?? []).includes(i18n.language) ? i18n.language : (known[0] ?? 'en');
  const attempt = useMutation({
    mutationFn: () => apiJson<ModelTest>(`/models/${encodeURIComponent(model.id)}/test`, { method: 'POST', json: { language } }),
    onError: fail,
  });
  return (
    <>
      <Button variant="default" loading={attempt.isPending} aria-label={named === undefined ? undefined : `${t('settings.test')}: ${named}`} onClick={() => attempt.mutate()}>
        {t('settings.test')}
      </Button>
      <div className={styles.said} role="status">
        {attempt.isPending && t('settings.testing')}
        {attempt.isSuccess && (
          <>
            <p lang={language} className={styles.sentence}>
              {attempt.data.sentence}
            </p>
            <small>{t('settings.testTook', { count: Math.max(1, Math.round(attempt.data.seconds)) })}</small>
          </>
        )}
      </div>
    </>
  );
}
