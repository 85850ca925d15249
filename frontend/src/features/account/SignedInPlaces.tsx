import { Button, Skeleton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { SignedIn } from '@/api/types';
import { Failed } from '@/ui/Failed';
import { moment } from '@/ui/moment';
import rows from '@/ui/rows.module.css';
import { fail, succeed } from '@/ui/toast';
import { browserOf } from './browser';
import { useEnd, useSignedIn } from './useSignedIn';

/** The browsers that need no password now, each with the way to end that. */
export function SignedInPlaces() {
  const { t } = useTranslation();
  const places = useSignedIn();
  const end = useEnd();
  if (!places.data) return places.error ? <Failed reason={places.error} onAgain={() => void places.refetch()} /> : <Skeleton height="9rem" />;
  const leave = (id: number | null) => {
    end.mutate(id, { onSuccess: () => succeed(t(id === null ? 'account.endedOthers' : 'account.ended')), onError: fail });
  };
  return (
    <>
      <ul className={rows.rows}>
        {places.data.map((place) => (
          <Place key={place.id} place={place} pending={end.isPending} onEnd={() => leave(place.id)} />
        ))}
      </ul>
      {places.data.length > 1 && (
        <Button variant="default" className={rows.foot} loading={end.isPending} onClick={() => leave(null)}>
          {t('account.endOthers')}
        </Button>
      )}
    </>
  );
}

interface PlaceProps {
  place: SignedIn;
  pending: boolean;
  onEnd: () => void;
}

function Place({ place, pending, onEnd }: PlaceProps) {
  const { t, i18n } = useTranslation();
  const { agent, address, seen_at, current } = place;
  const browser = browserOf(agent);
  const named = browser === null ? agent.slice(0, 80) || t('account.unknownBrowser') : browser.system === null ? browser.name : t('account.browser', { browser: browser.name, system: browser.system });
  const when = moment(seen_at, i18n.language);
  return (
    <li className={rows.row}>
      <div>
        <p className={rows.title}>
          {named} {current && <span className={rows.mark}>{t('account.thisBrowser')}</span>}
        </p>
        <p className={rows.facts}>{address === '' ? t('account.lastUsed', { when }) : t('account.lastUsedFrom', { when, address })}</p>
      </div>
      {!current && (
        <button type="button" className={rows.verb} disabled={pending} onClick={onEnd} aria-label={`${t('account.end')}: ${named}, ${when}`}>
          {t('account.end')}
        </button>
      )}
    </li>
  );
}
