import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorWords } from './ErrorWords';
import styles from './toast.module.css';

interface SuccessProps {
  text: string;
  undo?: { label: string; run: () => void } | undefined;
  close: () => void;
}

export function Success({ text, undo, close }: SuccessProps) {
  const back = () => {
    undo?.run();
    close();
  };
  return (
    <div className={styles.body}>
      <span>{text}</span>
      {undo && (
        <button type="button" className={styles.action} onClick={back}>
          {undo.label}
        </button>
      )}
    </div>
  );
}

export function Failure({ reason, traceId }: { reason: unknown; traceId: string | null }) {
  const { t } = useTranslation();
  const [copied, setCopied] = useState(false);
  const copy = () => {
    void navigator.clipboard.writeText(traceId ?? '').then(() => setCopied(true));
  };
  return (
    <div className={styles.body}>
      <span>
        <ErrorWords reason={reason} />
      </span>
      {traceId !== null && (
        <button type="button" className={styles.trace} onClick={copy} aria-label={t('error.copy')}>
          {copied ? t('error.copied') : t('error.trace', { id: traceId })}
        </button>
      )}
    </div>
  );
}
