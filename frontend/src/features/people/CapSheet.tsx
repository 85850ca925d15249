import { Button } from '@mantine/core';
import { useRef, useState, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Person } from '@/api/types';
import { aboutWords, asTyped, decimal, tokensOf, wholeNumber, wordsTyped } from '@/lib/amounts';
import { useLimits } from '@/lib/useLimits';
import { AmountField } from '@/ui/AmountField';
import { ErrorWords } from '@/ui/ErrorWords';
import { personName } from '@/ui/personName';
import rows from '@/ui/rows.module.css';
import { Sheet, SheetActions } from '@/ui/Sheet';
import { succeed } from '@/ui/toast';
import { useChangePerson } from './usePeople';

/** How much one person may use, when it is not what everybody may. */
export function CapSheet({ person, onClose }: { person: Person; onClose: () => void }) {
  const { t, i18n } = useTranslation();
  const form = useRef<HTMLFormElement>(null);
  const before = { tokens: person.tokens_a_day ?? null, cost: person.cost_a_month ?? null };
  const [words, setWords] = useState(wordsTyped(before.tokens, i18n.language));
  const [money, setMoney] = useState(asTyped(before.cost, i18n.language));
  const [fault, setFault] = useState<'words' | 'money' | null>(null);
  const { data: limits } = useLimits();
  const change = useChangePerson();
  const name = personName(person.name);
  const each = limits?.server?.each_tokens_a_day ?? null;

  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    const found = Number.isNaN(wholeNumber(words)) ? 'words' : Number.isNaN(decimal(money)) ? 'money' : null;
    setFault(found);
    if (found !== null) form.current?.querySelector<HTMLElement>(`[name="${found}"]`)?.focus();
    // A promise, not a callback of the mutation: the sheet closes with it. What was refused is told here.
    else if (!change.isPending) change.mutateAsync({ id: person.id, tokens_a_day: tokensOf(words, before.tokens), cost_a_month: decimal(money) }).then(done, () => undefined);
  };
  const done = () => {
    succeed(t('people.capDone', { name }));
    onClose();
  };
  return (
    <Sheet title={t('people.capTitle', { name })} onClose={onClose}>
      <form ref={form} className={rows.form} noValidate onSubmit={submit} onChange={() => setFault(null)}>
        <p className={rows.facts}>{each === null ? t('people.capText') : t('people.capTextEach', { words: aboutWords(each).toLocaleString(i18n.language) })}</p>
        <AmountField name="words" label={t('limits.wordsADay')} description={t('limits.unit')} value={words} onChange={setWords} error={fault === 'words' ? t('limits.wrong') : null} words={{ before: before.tokens }} />
        <AmountField name="money" label={t('limits.moneyAMonth')} value={money} onChange={setMoney} error={fault === 'money' ? t('limits.wrongMoney') : null} unit={limits?.currency ?? ''} />
        {change.error && (
          <p role="alert" className={rows.wrong}>
            <ErrorWords reason={change.error} />
          </p>
        )}
        <SheetActions>
          <Button type="submit" loading={change.isPending}>
            {t('action.save')}
          </Button>
          <Button variant="subtle" onClick={onClose}>
            {t('action.cancel')}
          </Button>
        </SheetActions>
      </form>
    </Sheet>
  );
}
