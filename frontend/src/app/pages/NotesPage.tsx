import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Notes } from '@/features/notes/Notes';
import { isChild } from '@/lib/bands';
import { useKnown } from '@/lib/session';
import page from '@/ui/page.module.css';
import { useTitle } from '@/ui/useTitle';
import { NotForChildren } from './NotForChildren';

/** What was held back, of one's own and of the children one looks after. */
export function NotesPage() {
  const { t } = useTranslation();
  const { me } = useKnown();
  useTitle(t('notes.title'));
  if (isChild(me)) return <NotForChildren />;
  return (
    <div className={page.page}>
      <div className={page.head}>
        <h1>{t('notes.title')}</h1>
        <Link to={me?.guardian === true ? '/family' : '/settings'} className={page.aside}>
          {t(me?.guardian === true ? 'family.shelf.back' : 'settings.back')}
        </Link>
      </div>
      <p className={page.intro}>{t(me?.guardian === true ? 'notes.introGuardian' : 'notes.intro')}</p>
      <Notes me={me} />
    </div>
  );
}
