import { Button, NativeSelect } from '@mantine/core';
import { useRef, useState, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Limits, Model } from '@/api/types';
import { useSaveLimits } from '@/lib/useLimits';
import { AmountField } from '@/ui/AmountField';
import { ErrorWords } from '@/ui/ErrorWords';
import { Part } from '@/ui/Part';
import rows from '@/ui/rows.module.css';
import { succeed } from '@/ui/toast';
import { currencies } from './currencies';
import { changeOf, faultOf, formOf, type LimitsForm as Form } from './form';
import styles from './limits.module.css';
import { Prices } from './Prices';

interface LimitsFormProps {
  limits: Limits;
  models: readonly Model[];
  /** Whether there are others whose limits are set here too. */
  others: boolean;
}

/** How much may be used, and what models cost: two parts of a page, kept together. */
export function LimitsForm({ limits, models, others }: LimitsFormProps) {
  const { t, i18n } = useTranslation();
  const fields = useRef<HTMLFormElement>(null);
  const [form, setForm] = useState<Form>(() => formOf(limits, models, i18n.language));
  const [fault, setFault] = useState<string | null>(null);
  const save = useSaveLimits();
  const change = (part: Partial<Form>) => {
    setForm((held) => ({ ...held, ...part }));
    setFault(null);
    if (save.error) save.reset();
  };
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    const found = faultOf(form);
    setFault(found);
    if (found !== null) fields.current?.querySelector<HTMLElement>(`[name="${CSS.escape(found)}"]`)?.focus();
    else save.mutate(changeOf(form, limits), { onSuccess: () => succeed(t('limits.saved')) });
  };
  const { server } = limits;
  const wrong = (name: string) => (fault === name ? t('limits.wrong') : null);
  return (
    <form ref={fields} className={styles.form} noValidate onSubmit={submit}>
      <Part title={t('limits.caps')} text={t('limits.capsText')}>
        <div className={styles.fields}>
          <AmountField name="all" label={t(others ? 'limits.all' : 'limits.alone')} description={t('limits.unit')} value={form.all} onChange={(all) => change({ all })} error={wrong('all')} words={{ before: server?.tokens_a_day ?? null }} />
          {others && <AmountField name="each" label={t('limits.each')} description={t('limits.eachHint')} value={form.each} onChange={(each) => change({ each })} error={wrong('each')} words={{ before: server?.each_tokens_a_day ?? null }} />}
          <div className={styles.pair}>
            <AmountField name="money" label={t(others ? 'limits.money' : 'limits.moneyAlone')} value={form.money} onChange={(money) => change({ money })} error={fault === 'money' ? t('limits.wrongMoney') : null} unit={form.currency} />
            <NativeSelect label={t('limits.currency')} value={form.currency} onChange={(event) => change({ currency: event.currentTarget.value })} data={currencies(form.currency, i18n.language)} />
          </div>
        </div>
      </Part>
      <Part title={t('limits.prices')} text={t('limits.pricesText')}>
        <Prices prices={form.prices} currency={form.currency} fault={fault} onChange={(prices) => change({ prices })} />
        <div className={styles.foot}>
          {save.error && (
            <p role="alert" className={rows.wrong}>
              <ErrorWords reason={save.error} />
            </p>
          )}
          <Button type="submit" loading={save.isPending}>
            {t('action.save')}
          </Button>
        </div>
      </Part>
    </form>
  );
}
