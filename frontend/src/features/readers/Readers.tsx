import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Reader } from '@/api/types';
import { Confirm } from '@/ui/Confirm';
import { Empty } from '@/ui/Empty';
import { Failed } from '@/ui/Failed';
import { fail, succeed } from '@/ui/toast';
import page from '@/ui/page.module.css';
import { useReaders, useRemoveReader } from './api';
import { ReaderCard } from './ReaderCard';
import styles from './readers.module.css';
import { ReaderSheet } from './ReaderSheet';
import { ReaderSkeleton } from './ReaderSkeleton';

/** Everybody stories are for. */
export function Readers() {
  const { t } = useTranslation();
  const readers = useReaders();
  const remove = useRemoveReader();
  const [sheet, setSheet] = useState<Reader | 'new' | null>(null);
  const [leaving, setLeaving] = useState<Reader | null>(null);
  const leave = (reader: Reader) => {
    setLeaving(null);
    remove.mutate(reader, { onSuccess: () => succeed(t('readers.deleted', { name: reader.name })), onError: fail });
  };
  const some = (readers.data?.length ?? 0) > 0;

  return (
    <>
      <div className={page.head}>
        <h1>{t('readers.title')}</h1>
        {some && <Button onClick={() => setSheet('new')}>{t('readers.add')}</Button>}
      </div>
      {some && <p className={page.intro}>{t('readers.intro')}</p>}
      {readers.isPending && <ReaderSkeleton />}
      {readers.error && !readers.data && <Failed reason={readers.error} onAgain={() => void readers.refetch()} />}
      {readers.data?.length === 0 && (
        <Empty title={t('readers.none')} text={t('readers.noneText')}>
          <Button onClick={() => setSheet('new')}>{t('readers.add')}</Button>
        </Empty>
      )}
      <ul className={styles.cards}>
        {readers.data?.map((reader) => (
          <ReaderCard key={reader.id} reader={reader} onEdit={setSheet} onDelete={setLeaving} />
        ))}
      </ul>
      {sheet !== null && <ReaderSheet reader={sheet === 'new' ? null : sheet} onClose={() => setSheet(null)} />}
      {leaving && <Confirm question={t('readers.deleteAsk', { name: leaving.name })} yes={t('readers.deleteYes')} onYes={() => leave(leaving)} onClose={() => setLeaving(null)} />}
    </>
  );
}
