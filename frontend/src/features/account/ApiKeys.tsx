import { Button, Skeleton } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ApiKey, Role } from '@/api/types';
import { Confirm } from '@/ui/Confirm';
import { Failed } from '@/ui/Failed';
import { moment } from '@/ui/moment';
import rows from '@/ui/rows.module.css';
import { fail, succeed } from '@/ui/toast';
import { ApiKeySheet } from './ApiKeySheet';
import { useApiKeys, useRevokeApiKey } from './useApiKeys';

/** Keys for one's own programs; the API calls them tokens. */
export function ApiKeys({ role }: { role: Role }) {
  const { t } = useTranslation();
  const found = useApiKeys();
  const revoke = useRevokeApiKey();
  const [making, setMaking] = useState(false);
  const [leaving, setLeaving] = useState<ApiKey | null>(null);
  if (!found.data) return found.error ? <Failed reason={found.error} onAgain={() => void found.refetch()} /> : <Skeleton height="6rem" />;
  const leave = ({ id, name }: ApiKey) => {
    setLeaving(null);
    revoke.mutate(id, { onSuccess: () => succeed(t('account.key.revoked', { name })), onError: fail });
  };
  return (
    <>
      {found.data.length === 0 ? (
        <p className={rows.none}>{t('account.key.none')}</p>
      ) : (
        <ul className={rows.rows}>
          {found.data.map((key) => (
            <Row key={key.id} apiKey={key} onRevoke={() => setLeaving(key)} />
          ))}
        </ul>
      )}
      <Button variant="default" className={rows.foot} onClick={() => setMaking(true)}>
        {t('account.key.make')}
      </Button>
      {making && <ApiKeySheet role={role} onClose={() => setMaking(false)} />}
      {leaving && <Confirm question={t('account.key.revokeAsk', { name: leaving.name })} yes={t('account.key.revokeYes')} onYes={() => leave(leaving)} onClose={() => setLeaving(null)} />}
    </>
  );
}

function Row({ apiKey, onRevoke }: { apiKey: ApiKey; onRevoke: () => void }) {
  const { t, i18n } = useTranslation();
  const { name, scopes, expires_at, used_at } = apiKey;
  const [now] = useState(() => Date.now());
  const at = (when: string) => moment(when, i18n.language);
  const may = new Intl.ListFormat(i18n.language, { type: 'conjunction' }).format(scopes.map((scope) => t(`account.key.may.${scope}`)));
  const over = Date.parse(expires_at) <= now;
  return (
    <li className={rows.row}>
      <div>
        <p className={rows.title}>{name}</p>
        <p>{t('account.key.mayList', { list: may })}</p>
        <p className={rows.facts}>
          <span className={over ? rows.out : undefined}>{t(over ? 'account.key.over' : 'account.key.until', { when: at(expires_at) })}</span> {used_at === null ? t('account.key.neverUsed') : t('account.key.used', { when: at(used_at) })}
        </p>
      </div>
      <button type="button" className={rows.verb} onClick={onRevoke} aria-label={`${t('account.key.revoke')}: ${name}`}>
        {t('account.key.revoke')}
      </button>
    </li>
  );
}
