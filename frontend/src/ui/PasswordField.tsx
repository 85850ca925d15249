import { TextInput, type TextInputProps } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './field.module.css';

interface PasswordFieldProps extends Omit<TextInputProps, 'type' | 'rightSection'> {
  autoComplete: 'current-password' | 'new-password';
}

/** A password that can be looked at while it is typed. */
export function PasswordField(props: PasswordFieldProps) {
  const { t } = useTranslation();
  const [seen, setSeen] = useState(false);
  return (
    <TextInput
      {...props}
      type={seen ? 'text' : 'password'}
      autoCapitalize="none"
      autoCorrect="off"
      spellCheck={false}
      rightSectionWidth="6.5rem"
      rightSection={
        <button type="button" className={styles.show} aria-label={seen ? t('door.hidePassword') : t('door.showPassword')} onClick={() => setSeen(!seen)}>
          {seen ? t('door.hide') : t('door.show')}
        </button>
      }
    />
  );
}
