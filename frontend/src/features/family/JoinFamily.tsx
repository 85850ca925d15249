import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Family } from '@/api/types';
import { apiJson } from '@/lib/apiFetch';
import { knowAgain } from '@/lib/know';
import door from '@/ui/door.module.css';
import { ErrorWords } from '@/ui/ErrorWords';
import { succeed } from '@/ui/toast';

interface JoinFamilyProps {
  family: string;
  code: string;
  onJoined: () => void;
}

/** Into a family with the account one has, instead of making another. */
export function JoinFamily({ family, code, onJoined }: JoinFamilyProps) {
  const { t } = useTranslation();
  const join = useMutation({
    mutationFn: () => apiJson<Family>('/families/join', { method: 'POST', json: { code } }),
    onSuccess: async ({ name }) => {
      await knowAgain();
      succeed(t('family.join.done', { family: name }));
      onJoined();
    },
  });
  return (
    <>
      <p>{t('family.join.text', { family })}</p>
      <Button size="lg" loading={join.isPending} onClick={() => join.mutate()}>
        {t('family.join.action')}
      </Button>
      {join.error && (
        <p role="alert" className={door.wrong}>
          <ErrorWords reason={join.error} />
        </p>
      )}
      <p className={door.aside}>{t('family.join.or')}</p>
    </>
  );
}
