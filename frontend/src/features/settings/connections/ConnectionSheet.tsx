import { Button, TextInput } from '@mantine/core';
import { useRef, useState, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Connection, ConnectionIn } from '@/api/types';
import { ApiError } from '@/lib/apiFetch';
import chips from '@/ui/chips.module.css';
import { ErrorWords, Theirs } from '@/ui/ErrorWords';
import { PasswordField } from '@/ui/PasswordField';
import rows from '@/ui/rows.module.css';
import { Sheet, SheetActions } from '@/ui/Sheet';
import { succeed } from '@/ui/toast';
import { typed } from '@/ui/typed';
import { faultOf, faultSaid, LABEL_LONGEST, URL_LONGEST, type Fault, type Field } from './faults';
import { useConnect } from './useConnections';

interface ConnectionSheetProps {
  before: Connection | null;
  mayShare: boolean;
  onClose: () => void;
}

/** A model of one's own: what to call it, where it is, and its key, which is never shown again. */
export function ConnectionSheet({ before, mayShare, onClose }: ConnectionSheetProps) {
  const { t } = useTranslation();
  const form = useRef<HTMLFormElement>(null);
  const key = useRef<HTMLInputElement>(null);
  const [label, setLabel] = useState(before?.label ?? '');
  const [url, setUrl] = useState(before?.url ?? '');
  const [name, setName] = useState(before?.name ?? '');
  const [shared, setShared] = useState(before?.shared ?? false);
  const [forget, setForget] = useState(false);
  const [fault, setFault] = useState<Fault | null>(null);
  const connect = useConnect(before?.id ?? null);
  const { error } = connect;

  const show = (found: Fault | null) => {
    setFault(found);
    if (found) form.current?.querySelector<HTMLInputElement>(`[name="${found.field}"]`)?.focus();
  };
  const again = () => {
    setFault(null);
    if (error) connect.reset();
  };
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    const found = faultOf({ label, url });
    show(found);
    if (found || connect.isPending) return;
    const secret = typed(key).trim();
    const wanted: ConnectionIn = { label: label.trim(), url: url.trim(), name: name.trim() || null };
    if (secret !== '') wanted.key = secret;
    else if (forget) wanted.key = null;
    if (mayShare) wanted.shared = shared;
    // A promise, not a callback of the mutation: the sheet closes with it.
    connect.mutateAsync(wanted).then(
      () => {
        succeed(t(before === null ? 'connections.added' : 'connections.changed', { label: wanted.label }));
        onClose();
      },
      (reason: unknown) => show(faultSaid(reason)),
    );
  };
  const wrong = (field: Field) => (fault?.field === field ? <FaultWords fault={fault} reason={error} /> : null);
  const hasKey = before?.has_key === true;

  return (
    <Sheet title={before === null ? t('connections.addTitle') : t('connections.changeTitle', { label: before.label })} onClose={onClose}>
      <form ref={form} className={rows.form} noValidate autoComplete="off" onSubmit={submit} onChange={again}>
        <p className={rows.facts}>{t('connections.sends')}</p>
        <TextInput name="label" label={t('connections.label')} description={t('connections.labelHint')} autoComplete="off" maxLength={LABEL_LONGEST} value={label} onChange={(event) => setLabel(event.currentTarget.value)} error={wrong('label')} />
        <TextInput name="url" label={t('connections.url')} description={t('connections.urlHint')} type="url" inputMode="url" autoComplete="off" spellCheck={false} maxLength={URL_LONGEST} value={url} onChange={(event) => setUrl(event.currentTarget.value)} error={wrong('url')} />
        <TextInput name="name" label={t('connections.name')} description={t('connections.nameHint')} autoComplete="off" autoCapitalize="none" spellCheck={false} maxLength={200} value={name} onChange={(event) => setName(event.currentTarget.value)} error={wrong('name')} />
        <PasswordField ref={key} name="key" label={t('connections.key')} description={t(hasKey ? 'connections.keyHintKept' : 'connections.keyHint')} autoComplete="new-password" disabled={forget} error={wrong('key')} />
        {hasKey && <Tick label={t('connections.forget')} checked={forget} onChange={setForget} />}
        {mayShare && <Tick label={t('connections.share')} note={t('connections.shareHint')} checked={shared} onChange={setShared} />}
        {error && !fault && (
          <p role="alert" className={rows.wrong}>
            <ErrorWords reason={error} />
          </p>
        )}
        <SheetActions>
          <Button type="submit" loading={connect.isPending}>
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

/** What to mend, and where the server said no, its own words beside ours. */
function FaultWords({ fault: { field, refused }, reason }: { fault: Fault; reason: unknown }) {
  const { t } = useTranslation();
  const said = reason instanceof ApiError ? reason.fields[field]?.join(' ') : undefined;
  return (
    <span role={refused ? 'alert' : undefined}>
      {t(`connections.${refused ? 'refused' : 'fault'}.${field}`)} {said !== undefined && said !== '' && <Theirs words={said} />}
    </span>
  );
}

interface TickProps {
  label: string;
  note?: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
}

function Tick({ label, note, checked, onChange }: TickProps) {
  return (
    <label className={chips.option}>
      <input type="checkbox" checked={checked} onChange={(event) => onChange(event.currentTarget.checked)} />
      <span>
        {label}
        {note !== undefined && <small className={chips.note}>{note}</small>}
      </span>
    </label>
  );
}
