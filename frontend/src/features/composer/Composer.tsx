import { Button } from '@mantine/core';
import { useId, useState, type ReactNode, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Config, Model, Story } from '@/api/types';
import { codePointLength } from '@/lib/codePoints';
import { isChild } from '@/lib/bands';
import { useKnown } from '@/lib/session';
import { isUnfit } from '@/lib/unfit';
import { modelFor } from '@/lib/writers';
import { fail } from '@/ui/toast';
import { unfitWords } from '@/ui/unfitWords';
import styles from './composer.module.css';
import { draftFrom, languageFor, PROMPT_LIMIT, toNewStory, type Draft } from './draft';
import { EstimateLine } from './EstimateLine';
import { MoreChoices } from './MoreChoices';
import { Sentence } from './Sentence';
import { useBegin } from './useBegin';

interface ComposerProps {
  config: Config;
  models: readonly Model[];
  prompt: string;
  onPrompt: (prompt: string) => void;
  onBegun: (story: Story) => void;
  /** The only reader that stories here are for, where somebody else decides that. */
  only?: number | null;
  readersChip: (chosen: number[], onChange: (chosen: number[]) => void) => ReactNode;
  readersLanguage: (chosen: number[]) => string | null;
  /** Stands beside the button: keeping the idea for later. */
  aside?: ReactNode;
}

/** The first screen's one large field, its sentence of choices and its one button. */
export function Composer({ config, models, prompt, onPrompt, onBegun, only, readersChip, readersLanguage, aside }: ComposerProps) {
  const { t, i18n } = useTranslation();
  const [choices, setChoices] = useState<Draft>(() => ({ ...draftFrom(config), readers: only == null ? [] : [only] }));
  const [more, setMore] = useState(false);
  const [wrong, setWrong] = useState<string | null>(null);
  const begin = useBegin(onBegun);
  const { me } = useKnown();
  const child = isChild(me);
  const ids = { field: useId(), wrong: useId(), more: useId() };
  const change = (part: Partial<Draft>) => setChoices((held) => ({ ...held, ...part }));
  const model = modelFor(models, choices.model);
  const language = languageFor(choices, model, [readersLanguage(choices.readers), i18n.language]);

  const refused = (reason: unknown) => {
    if (!isUnfit(reason)) {
      fail(reason);
      return;
    }
    setWrong(unfitWords(reason, { child, goingOn: false }, t));
    document.getElementById(ids.field)?.focus();
  };
  const submit = () => {
    const fault = prompt.trim() === '' ? t('write.empty') : codePointLength(prompt) > PROMPT_LIMIT ? t('write.tooLong') : null;
    setWrong(fault);
    if (fault !== null) document.getElementById(ids.field)?.focus();
    else begin.mutate(toNewStory(prompt, choices, language, model), { onError: refused });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit();
  };

  return (
    <form
      className={styles.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <h1>
        <label htmlFor={ids.field}>{t('write.title')}</label>
      </h1>
      <textarea
        id={ids.field}
        className={styles.field}
        rows={3}
        value={prompt}
        placeholder={t('write.placeholder')}
        aria-invalid={wrong !== null}
        aria-describedby={wrong === null ? undefined : ids.wrong}
        onChange={(event) => {
          onPrompt(event.target.value);
          setWrong(null);
        }}
        onKeyDown={onKeyDown}
      />
      {wrong !== null && (
        <p id={ids.wrong} className={styles.wrong} data-kindly={(child && isUnfit(begin.error)) || undefined} role="alert">
          {wrong}
        </p>
      )}
      <Sentence draft={choices} language={language} change={change} model={model} readersChip={readersChip(choices.readers, (readers) => change({ readers }))} />
      <div className={styles.actions}>
        <Button type="submit" size="lg" loading={begin.isPending}>
          {t('write.begin')}
        </Button>
        {!child && (
          <Button variant="subtle" aria-expanded={more} aria-controls={ids.more} onClick={() => setMore(!more)}>
            {more ? t('write.fewer') : t('write.more')}
          </Button>
        )}
        {aside}
      </div>
      <div id={ids.more} hidden={!more}>
        {more && <MoreChoices draft={choices} language={language} change={change} models={models} />}
      </div>
      <EstimateLine story={toNewStory(prompt, choices, language, model)} />
    </form>
  );
}
