import { Button, TextInput } from '@mantine/core';
import { useId, useState, type Ref } from 'react';
import { useTranslation } from 'react-i18next';
import type { Passage } from '@/api/types';
import { isChild } from '@/lib/bands';
import { useKnown } from '@/lib/session';
import { isUnfit } from '@/lib/unfit';
import { unfitWords } from '@/ui/unfitWords';
import type { Acting } from './actions';
import { editButton } from './edit/button';
import styles from './story.module.css';

interface ActionsProps {
  ref: Ref<HTMLDivElement>;
  head: Passage;
  act: Acting;
  onEdit: () => void;
}

/** What next, in words: go on (with a wish or without), another take, edit. */
export function Actions({ ref, head, act, onEdit }: ActionsProps) {
  const { t } = useTranslation();
  const [wish, setWish] = useState('');
  const { me } = useKnown();
  const child = isChild(me);
  const wrong = useId();
  // Until the wish is another one.
  const [read, setRead] = useState<unknown>(null);
  const refused = isUnfit(act.error) && act.variables?.act === 'continue' && act.error !== read ? unfitWords(act.error, { child, goingOn: true }, t) : null;
  const goOn = () => act.mutate({ act: 'continue', instruction: wish.trim() || null }, { onSuccess: () => setWish('') });
  return (
    <div ref={ref} tabIndex={-1} className={styles.actions} role="group" aria-label={t('story.actions')}>
      <form
        className={styles.goOn}
        onSubmit={(event) => {
          event.preventDefault();
          goOn();
        }}
      >
        <TextInput
          className={styles.wishField}
          label={t('story.wishField')}
          placeholder={t('story.wishPlaceholder')}
          value={wish}
          maxLength={20_000}
          aria-invalid={refused !== null}
          aria-describedby={refused === null ? undefined : wrong}
          onChange={(event) => {
            setWish(event.currentTarget.value);
            setRead(act.error);
          }}
        />
        {refused !== null && (
          <p id={wrong} role="alert" className={styles.refused} data-kindly={child || undefined}>
            {refused}
          </p>
        )}
        <Button type="submit" variant={head.state === 'failed' ? 'default' : 'filled'} loading={act.isPending}>
          {t('story.continue')}
        </Button>
      </form>
      <div className={styles.verbs}>
        <Button variant="default" disabled={act.isPending} onClick={() => act.mutate({ act: 'retake', passage: head.id })}>
          {t('story.retake')}
        </Button>
        <Button id={editButton(head.id)} variant="default" disabled={act.isPending} onClick={onEdit}>
          {t('story.edit')}
        </Button>
      </div>
    </div>
  );
}
