import { useTranslation } from 'react-i18next';
import type { Invitation } from '@/api/types';
import { useWithdraw } from '@/lib/useInvitations';
import { moment } from './moment';
import rows from './rows.module.css';
import { fail, succeed } from './toast';

/** A link that nobody has used yet, and its end. */
export function OpenLink({ invitation, named }: { invitation: Invitation; named: string }) {
  const { t, i18n } = useTranslation();
  const withdraw = useWithdraw();
  // A promise, not a callback of the mutation: the row goes with the link.
  const end = () => {
    withdraw.mutateAsync(invitation.id).then(() => succeed(t('people.withdrawn')), fail);
  };
  const at = (when: string) => moment(when, i18n.language);
  return (
    <li className={rows.row}>
      <div>
        <p className={rows.title}>{named}</p>
        <p className={rows.facts}>{t('people.openUntil', { made: at(invitation.created_at), until: at(invitation.expires_at) })}</p>
      </div>
      <button type="button" className={rows.verb} disabled={withdraw.isPending} aria-label={`${t('people.withdraw')}: ${named}`} onClick={end}>
        {t('people.withdraw')}
      </button>
    </li>
  );
}
