import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Story } from '@/api/types';
import type { Acting } from './actions';
import styles from './title.module.css';

interface RenameTitleProps {
  story: Story;
  act: Acting;
  onClose: () => void;
}

export function RenameTitle({ story, act, onClose }: RenameTitleProps) {
  const { t } = useTranslation();
  const [title, setTitle] = useState(story.title);
  const save = () => {
    const words = title.trim();
    if (words === '' || words === story.title) onClose();
    else act.mutate({ act: 'rename', title: words, revision: story.revision }, { onSuccess: onClose });
  };
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <h1 className="hidden-but-read">{story.title}</h1>
      <TextInput
        className={styles.field}
        label={t('story.titleField')}
        value={title}
        maxLength={200}
        ref={(input) => input?.focus()}
        onChange={(event) => setTitle(event.currentTarget.value)}
        onKeyDown={(event) => event.key === 'Escape' && onClose()}
      />
      <Button type="submit" loading={act.isPending}>
        {t('action.save')}
      </Button>
      <Button variant="subtle" onClick={onClose}>
        {t('action.cancel')}
      </Button>
    </form>
  );
}
