import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Reader } from '@/api/types';

interface WhichReaderProps {
  readers: readonly Reader[];
  value: number | null;
  onChange: (reader: number | null) => void;
}

/** Which of the readers a child is. */
export function WhichReader({ readers, value, onChange }: WhichReaderProps) {
  const { t } = useTranslation();
  const data = [{ value: '', label: t('family.whichNone') }, ...readers.map(({ id, name }) => ({ value: String(id), label: name }))];
  // One that is not ours to see: it stays, unless another is chosen.
  if (value !== null && !readers.some(({ id }) => id === value)) data.push({ value: String(value), label: t('family.whichOther') });
  return <NativeSelect label={t('family.which')} description={t('family.whichWhat')} value={value ?? ''} data={data} onChange={(event) => onChange(event.currentTarget.value === '' ? null : Number(event.currentTarget.value))} />;
}
