import { useTranslation } from 'react-i18next';
import { useFamilies } from '@/features/family/useFamily';
import { LastStories } from '@/features/shelf/LastStories';
import { useKnown } from '@/lib/session';
import { LinkButton } from '@/ui/LinkButton';
import page from '@/ui/page.module.css';
import { personName } from '@/ui/personName';
import styles from '../child.module.css';

/** The first screen of a child who does not write yet: what there is to read, and whom to ask for more. */
export function ReadingPage() {
  const { t, i18n } = useTranslation();
  const { me } = useKnown();
  const families = useFamilies();
  const family = families.data?.find(({ id }) => id === me?.family?.id);
  const guardians = family?.members.filter(({ guardian }) => guardian).map(({ name }) => personName(name)) ?? [];
  const names = new Intl.ListFormat(i18n.language, { type: 'disjunction' }).format(guardians);
  const ask = guardians.length > 0 ? t('family.child.ask', { names }) : t('family.child.askSomebody');
  return (
    <div className={`${page.page} ${styles.reading}`}>
      <div>
        <h1>{t('family.child.read')}</h1>
        {/* Its line is kept while it is not known whom to ask. */}
        <p className={styles.ask}>{families.isPending ? '\u00a0' : ask}</p>
        <LinkButton to="/stories" search={me?.family ? { shelf: 'family' } : {}}>
          {t('family.child.shelf')}
        </LinkButton>
      </div>
      {!families.isPending && <LastStories place={me?.family ? 'family' : 'shelf'} />}
    </div>
  );
}
