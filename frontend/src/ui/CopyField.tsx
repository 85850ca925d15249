import { Button, TextInput } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './field.module.css';

interface CopyFieldProps {
  label: string;
  value: string;
}

/** Something that is shown once, to be taken along. */
export function CopyField({ label, value }: CopyFieldProps) {
  const { t } = useTranslation();
  const field = useRef<HTMLInputElement>(null);
  const [said, setSaid] = useState('');
  // The form that asked for it is gone: the keyboard goes on here.
  useEffect(() => field.current?.focus(), []);
  const copy = async () => {
    setSaid((await copied(value, field.current)) ? t('door.copied') : t('door.copyByHand'));
  };
  return (
    <div className={styles.copy}>
      <TextInput ref={field} label={label} value={value} readOnly spellCheck={false} autoComplete="off" onFocus={(event) => event.currentTarget.select()} />
      <Button variant="default" onClick={() => void copy()}>
        {t('door.copy')}
      </Button>
      <p role="status">{said}</p>
    </div>
  );
}

/** By the clipboard, or, where the page came by plain HTTP and has none, as one did before. */
async function copied(value: string, field: HTMLInputElement | null): Promise<boolean> {
  const clipboard = navigator.clipboard as Clipboard | undefined;
  if (clipboard) return clipboard.writeText(value).then(() => true, () => false);
  field?.select();
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- the only way without a secure context
  return document.execCommand('copy');
}
