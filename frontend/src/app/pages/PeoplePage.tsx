import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { People } from '@/features/people/People';
import { useKnown } from '@/lib/session';
import { Empty } from '@/ui/Empty';
import { LinkButton } from '@/ui/LinkButton';
import page from '@/ui/page.module.css';
import { useTitle } from '@/ui/useTitle';
import { Missing } from './Missing';

/** The people of this server, for those who look after it. */
export function PeoplePage() {
  const { t } = useTranslation();
  useTitle(t('people.title'));
  const { session, me } = useKnown();
  if (session?.accounts === false) return <Missing />;
  if (me && me.role !== 'administrator') {
    return (
      <Empty page title={t('people.notYours')} text={t('error.kind.role')}>
        <LinkButton to="/settings">{t('settings.back')}</LinkButton>
      </Empty>
    );
  }
  return (
    <div className={page.page}>
      <div className={page.head}>
        <h1>{t('people.title')}</h1>
        <Link to="/settings" className={page.aside}>
          {t('settings.back')}
        </Link>
      </div>
      {me && <People me={me} />}
    </div>
  );
}
