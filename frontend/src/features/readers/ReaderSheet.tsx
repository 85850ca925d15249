import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Reader } from '@/api/types';
import { STORY_LANGUAGES } from '@/lib/languages';
import { useKnown } from '@/lib/session';
import { isUnfit } from '@/lib/unfit';
import { describeField } from '@/ui/describeError';
import { ErrorWords } from '@/ui/ErrorWords';
import { languageName } from '@/ui/languageName';
import { Sheet, SheetActions } from '@/ui/Sheet';
import { succeed } from '@/ui/toast';
import { whyWords } from '@/ui/whyWords';
import { useAddReader, useChangeReader } from './api';
import { faultsIn, fieldsOf, toReader, type ReaderFault, type ReaderFields, type TypedField } from './form';
import styles from './readers.module.css';
import { Suits } from './Suits';

interface ReaderSheetProps {
  reader: Reader | null;
  onClose: () => void;
  onAdded?: (reader: Reader) => void;
}

/** Somebody stories are for: a new one, or changes to one. */
export function ReaderSheet({ reader, onClose, onAdded }: ReaderSheetProps) {
  const { t, i18n } = useTranslation();
  const [fields, setFields] = useState<ReaderFields>(() => fieldsOf(reader));
  const [faults, setFaults] = useState<ReaderFault[]>([]);
  const [reason, setReason] = useState<unknown>(null);
  const add = useAddReader();
  const change = useChangeReader();
  const { session, me } = useKnown();
  const put = (field: TypedField) => ({
    value: fields[field],
    onChange: (event: { currentTarget: { value: string } }) => setFields({ ...fields, [field]: event.currentTarget.value }),
  });
  const refused = (field: TypedField) => (field === 'likes' && isUnfit(reason) ? t('fit.wish.reader', { why: whyWords(reason.reasons, t).join(' ') }) : describeField(reason, field, t));

  const beside = (['name', 'age', 'likes', 'avoid'] as const).some((field) => refused(field) !== null);

  const submit = () => {
    const found = faultsIn(fields);
    setFaults(found);
    setReason(null);
    if (found.length > 0) return;
    const onSuccess = (kept: Reader) => {
      if (!reader) onAdded?.(kept);
      succeed(t(reader ? 'readers.changed' : 'readers.added', { name: kept.name }));
      onClose();
    };
    if (reader) change.mutate({ id: reader.id, ...toReader(fields) }, { onError: setReason, onSuccess });
    else add.mutate(toReader(fields), { onError: setReason, onSuccess });
  };

  return (
    <Sheet title={reader ? t('readers.editTitle', { name: reader.name }) : t('readers.addTitle')} onClose={onClose}>
      <form
        noValidate
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          event.stopPropagation();
          submit();
        }}
      >
        <TextInput label={t('readers.name')} autoComplete="off" {...put('name')} error={faults.includes('name') ? t('readers.nameEmpty') : refused('name')} />
        <div className={styles.pair}>
          <TextInput label={t('readers.age')} inputMode="numeric" autoComplete="off" {...put('age')} error={faults.includes('age') ? t('readers.ageWrong') : refused('age')} />
          <NativeSelect
            label={t('readers.language')}
            {...put('language')}
            data={[{ value: '', label: t('readers.languageAny') }, ...STORY_LANGUAGES.map((value) => ({ value, label: languageName(value, i18n.language) }))]}
          />
        </div>
        <TextInput label={t('readers.likes')} description={t('readers.likesHint')} autoComplete="off" {...put('likes')} error={refused('likes')} />
        <TextInput label={t('readers.avoid')} description={t('readers.avoidHint')} autoComplete="off" {...put('avoid')} error={refused('avoid')} />
        <Suits fields={fields} change={(part) => setFields((held) => ({ ...held, ...part }))} accounts={session?.accounts === true} family={me?.family != null} />
        {reason !== null && (
          <p role="alert" className={beside ? 'hidden-but-read' : styles.wrong}>
            <ErrorWords reason={reason} />
          </p>
        )}
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
