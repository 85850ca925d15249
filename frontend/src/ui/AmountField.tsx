import { TextInput } from '@mantine/core';
import type { Ref } from 'react';
import { useTranslation } from 'react-i18next';
import { tokensOf } from '@/lib/amounts';
import styles from './field.module.css';

interface AmountFieldProps {
  ref?: Ref<HTMLInputElement>;
  label: string;
  description?: string | undefined;
  name: string;
  value: string;
  error?: string | null | undefined;
  onChange: (value: string) => void;
  /** For words, the tokens they stood for before; what they stand for now is said below the field. */
  words?: { before: number | null };
  /** Words beside the number, as the sign of a currency. */
  unit?: string;
}

/** A number that may be left out. */
export function AmountField({ ref, label, description, name, value, error, onChange, words, unit }: AmountFieldProps) {
  const { t, i18n } = useTranslation();
  const tokens = words ? tokensOf(value, words.before) : null;
  const exactly = tokens === null || Number.isNaN(tokens) ? t('limits.none') : t('limits.exactly', { tokens: tokens.toLocaleString(i18n.language) });
  return (
    <TextInput
      ref={ref}
      name={name}
      label={label}
      description={
        words ? (
          <>
            {description} <span className={styles.exact}>{exactly}</span>
          </>
        ) : (
          description
        )
      }
      inputMode={words ? 'numeric' : 'decimal'}
      autoComplete="off"
      value={value}
      error={error}
      rightSection={unit}
      rightSectionWidth={unit === undefined ? undefined : '3.5rem'}
      rightSectionPointerEvents="none"
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
