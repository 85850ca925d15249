import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Passage } from '@/api/types';
import { fail, succeed } from '@/ui/toast';
import { Conflict } from './Conflict';
import styles from './edit.module.css';
import { forgetEdit, keepEdit, keptEdit } from './kept';
import { PlainEditor } from './PlainEditor';
import { useEdit } from './useEdit';

interface EditPassageProps {
  passage: Passage;
  language: string;
  onClose: () => void;
}

/** A passage edited by hand. What is typed is kept until it is saved or given up, whatever happens. */
export default function EditPassage({ passage, language, onClose }: EditPassageProps) {
  const { t } = useTranslation();
  const [start] = useState(() => keptEdit(passage.id) ?? { text: passage.text, revision: passage.revision });
  const [text, setText] = useState(start.text);
  const [theirs, setTheirs] = useState<Passage | null>(null);
  const { save, conflict, look } = useEdit(passage);

  const finish = () => {
    forgetEdit(passage.id);
    onClose();
  };
  const submit = (revision: number) =>
    save.mutate(
      { text, revision },
      {
        onSuccess: () => {
          succeed(t('story.saved'));
          finish();
        },
        onError: (reason) => {
          if (!('status' in reason && reason.status === 409)) fail(reason);
          else look().then(setTheirs, fail);
        },
      },
    );

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
        <Conflict theirs={theirs.text} language={language} pending={save.isPending} onMine={() => submit(theirs.revision)} onTheirs={finish} />
      ) : (
        <div className={styles.actions}>
          <Button type="submit" loading={save.isPending}>
            {t('action.save')}
          </Button>
          <Button variant="subtle" onClick={finish}>
            {t('action.cancel')}
          </Button>
        </div>
      )}
    </form>
  );
}
