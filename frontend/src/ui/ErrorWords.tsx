import { useTranslation } from 'react-i18next';
import { describeError } from './describeError';

/** What failed, in the page's language, and beside it the server's English where that knows more. */
export function ErrorWords({ reason }: { reason: unknown }) {
  const { t } = useTranslation();
  const { text, theirs } = describeError(reason, t);
  return (
    <>
      {text} {theirs !== null && <Theirs words={theirs} />}
    </>
  );
}

export function Theirs({ words }: { words: string }) {
  const { t } = useTranslation();
  return (
    <small>
      {t('error.theirs')} <q lang="en">{words}</q>
    </small>
  );
}
