import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Family } from '@/api/types';
import { Confirm } from '@/ui/Confirm';
import { Part } from '@/ui/Part';
import rows from '@/ui/rows.module.css';
import { fail, succeed } from '@/ui/toast';
import { NameSheet } from './NameSheet';
import { useDissolve, useRename } from './useFamily';

/** Its name, and its end. */
export function Itself({ family }: { family: Family }) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState<'name' | 'end' | null>(null);
  const rename = useRename(family);
  const dissolve = useDissolve(family);
  const close = () => setAsking(null);
  const end = () => {
    close();
    dissolve.mutate(undefined, { onSuccess: () => succeed(t('family.dissolved', { family: family.name })), onError: fail });
  };
  return (
    <Part title={t('family.itself')} text={t('family.whatFor')}>
      <div className={rows.verbs}>
        <Button variant="default" onClick={() => setAsking('name')}>
          {t('family.rename')}
        </Button>
        <Button variant="subtle" color="danger" loading={dissolve.isPending} onClick={() => setAsking('end')}>
          {t('family.dissolve')}
        </Button>
      </div>
      {asking === 'name' && (
        <NameSheet
          title={t('family.rename')}
          action={t('action.save')}
          name={family.name}
          saving={rename}
          onClose={close}
          onSaved={({ name }) => {
            close();
            succeed(t('family.renamed', { name }));
          }}
        />
      )}
      {asking === 'end' && <Confirm question={t('family.dissolveAsk', { family: family.name })} text={t('family.dissolveText')} yes={t('family.dissolveYes')} onYes={end} onClose={close} />}
    </Part>
  );
}
