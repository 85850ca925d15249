import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Passage, Revision } from '@/api/types';
import { fail, succeed } from '@/ui/toast';
import { Conflict } from './Conflict';
import styles from './edit.module.css';
import { History } from './History';
import { forgetEdit, keepEdit, keptEdit } from './kept';
import { PlainEditor } from './PlainEditor';
import { isOld, useEdit } from './useEdit';

interface EditPassageProps {
  passage: Passage;
  language: string;
  onClose: () => void;
}

/** A passage edited by hand. What is typed is kept until it is saved or given up, whatever happens. */
export default function EditPassage({ passage, language, onClose }: EditPassageProps) {
  const { t } = useTranslation();
  const [kept] = useState(() => keptEdit(passage.id));
  const [start] = useState(kept ?? { text: passage.text, revision: passage.revision });
  const [text, setText] = useState(start.text);
  const [theirs, setTheirs] = useState<Passage | null>(null);
  const { save, conflict, look } = useEdit(passage);
  const typed = kept !== null || text !== start.text;

  const finish = (said: string | null) => {
    forgetEdit(passage.id);
    if (said !== null) succeed(said);
    onClose();
  };
  const refused = (reason: unknown) => {
    if (isOld(reason)) look().then(setTheirs, fail);
    else fail(reason);
  };
  const submit = (revision: number) =>
    save.mutate({ text, revision }, { onSuccess: () => finish(t('story.saved')), onError: refused });
  const putBack = async (version: Revision) => {
    // What was typed meanwhile becomes a version of its own: nothing is lost by going back.
    const before = typed && text !== '' ? await save.mutateAsync({ text, revision: start.revision }) : passage;
    await save.mutateAsync({ text: version.text, revision: before.revision });
    finish(t('story.history.done'));
  };

  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        submit(start.revision);
      }}
    >
      <PlainEditor
        start={start.text}
        label={t('story.editing')}
        language={language}
        onText={(words) => {
          setText(words);
          keepEdit(passage.id, { text: words, revision: start.revision });
        }}
      />
      {conflict && theirs ? (
        <Conflict theirs={theirs.text} language={language} pending={save.isPending} onMine={() => submit(theirs.revision)} onTheirs={() => finish(null)} />
      ) : (
        <div className={styles.actions}>
          <Button type="submit" loading={save.isPending}>
            {t('action.save')}
          </Button>
          <Button variant="subtle" onClick={() => finish(null)}>
            {t('action.cancel')}
          </Button>
        </div>
      )}
      <History passage={passage} language={language} pending={save.isPending} onPutBack={(version) => void putBack(version).catch(refused)} />
    </form>
  );
}
