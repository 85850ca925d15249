import { Button, Skeleton } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Connection } from '@/api/types';
import { Confirm } from '@/ui/Confirm';
import { Failed } from '@/ui/Failed';
import rows from '@/ui/rows.module.css';
import { fail, succeed } from '@/ui/toast';
import { ConnectionRow } from './ConnectionRow';
import { ConnectionSheet } from './ConnectionSheet';
import { useConnections, useDisconnect } from './useConnections';

interface ConnectionsProps {
  /** Whether there are others, with whom who looks may share. */
  mayShare: boolean;
}

/** Models that somebody connected themselves: by an address, and a key where one is asked for. */
export function Connections({ mayShare }: ConnectionsProps) {
  const { t } = useTranslation();
  const found = useConnections();
  const disconnect = useDisconnect();
  const [changing, setChanging] = useState<Connection | 'new' | null>(null);
  const [leaving, setLeaving] = useState<Connection | null>(null);
  if (!found.data) return found.error ? <Failed reason={found.error} onAgain={() => void found.refetch()} /> : <Skeleton height="6rem" />;
  const leave = ({ id, label }: Connection) => {
    setLeaving(null);
    disconnect.mutate(id, { onSuccess: () => succeed(t('connections.removed', { label })), onError: fail });
  };
  return (
    <>
      {found.data.length === 0 ? (
        <p className={rows.none}>{t('connections.none')}</p>
      ) : (
        <ul className={rows.rows}>
          {found.data.map((one) => (
            <ConnectionRow key={one.id} connection={one} others={mayShare} onChange={() => setChanging(one)} onRemove={() => setLeaving(one)} />
          ))}
        </ul>
      )}
      <Button variant="default" className={rows.foot} onClick={() => setChanging('new')}>
        {t('connections.add')}
      </Button>
      {changing !== null && <ConnectionSheet before={changing === 'new' ? null : changing} mayShare={mayShare} onClose={() => setChanging(null)} />}
      {leaving && <Confirm question={t('connections.removeAsk', { label: leaving.label })} yes={t('connections.removeYes')} onYes={() => leave(leaving)} onClose={() => setLeaving(null)} />}
    </>
  );
}
