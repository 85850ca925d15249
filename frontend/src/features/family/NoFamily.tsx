import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Empty } from '@/ui/Empty';
import { succeed } from '@/ui/toast';
import { NameSheet } from './NameSheet';
import { useMakeFamily } from './useFamily';

/** What a family is for, and the way to make one. */
export function NoFamily() {
  const { t } = useTranslation();
  const [naming, setNaming] = useState(false);
  const make = useMakeFamily();
  return (
    <>
      <Empty page title={t('family.none')} text={t('family.whatFor')}>
        <Button onClick={() => setNaming(true)}>{t('family.make')}</Button>
        <p>{t('family.orInvited')}</p>
      </Empty>
      {naming && (
        <NameSheet
          title={t('family.make')}
          action={t('family.makeYes')}
          saving={make}
          onClose={() => setNaming(false)}
          onSaved={({ name }) => {
            setNaming(false);
            succeed(t('family.made', { name }));
          }}
        />
      )}
    </>
  );
}
