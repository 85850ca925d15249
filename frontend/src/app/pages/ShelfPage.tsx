import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useFamilies } from '@/features/family/useFamily';
import { NoBooks } from '@/features/shelf/NoBooks';
import { Shelf } from '@/features/shelf/Shelf';
import { isChild, mayWrite } from '@/lib/bands';
import { useKnown } from '@/lib/session';
import { Empty } from '@/ui/Empty';
import { TrashIcon } from '@/ui/icons';
import page from '@/ui/page.module.css';
import { personName } from '@/ui/personName';
import { useTitle } from '@/ui/useTitle';
import { ShelfSwitch } from '../ShelfSwitch';

export function ShelfPage() {
  const { q = '', shelf, of } = useSearch({ from: '/stories' });
  const navigate = useNavigate();
  const search = (words: string) => void navigate({ to: '/stories', search: ({ shelf: held, of: child }) => ({ ...(words !== '' && { q: words }), ...(held && { shelf: held }), ...(child && { of: child }) }), replace: true, resetScroll: false });
  if (of !== undefined) return <ChildsShelf key={of} child={of} query={q} onQuery={search} />;
  return <OwnShelf family={shelf === 'family'} query={q} onQuery={search} />;
}

interface Searched {
  query: string;
  onQuery: (query: string) => void;
}

/** One's own stories, or what the family has put together. */
function OwnShelf({ family: wanted, ...searched }: Searched & { family: boolean }) {
  const { t } = useTranslation();
  const { me } = useKnown();
  useTitle(t('shelf.title'));
  const shares = me?.family != null;
  const family = wanted && shares;
  const child = isChild(me);
  const writes = mayWrite(me);
  return (
    <div className={`${page.page} ${page.wide}`}>
      <div className={page.head}>
        <h1>{t('shelf.title')}</h1>
        {writes && !family && (
          <Link to="/trash" className={page.aside}>
            <TrashIcon size={20} />
            {t('nav.trash')}
          </Link>
        )}
      </div>
      {shares && <ShelfSwitch family={family} />}
      <Shelf
        key={String(family)}
        where={family ? 'family' : 'shelf'}
        none={family ? <Empty title={t('family.shelf.none')} text={t(child ? 'family.shelf.noneChild' : 'family.shelf.noneText')} /> : <NoBooks writes={writes} />}
        {...searched}
      />
    </div>
  );
}

/** What a child has, for whoever looks after them: to read. */
function ChildsShelf({ child, ...searched }: Searched & { child: number }) {
  const { t } = useTranslation();
  const families = useFamilies();
  const member = families.data?.flatMap(({ members }) => members).find(({ id }) => id === child);
  const name = member ? personName(member.name) : '…';
  const title = t('family.shelf.of', { name });
  useTitle(title);
  return (
    <div className={`${page.page} ${page.wide}`}>
      <div className={page.head}>
        <h1>{title}</h1>
        <Link to="/family" className={page.aside}>
          {t('family.shelf.back')}
        </Link>
      </div>
      <p className={page.intro}>{t('family.shelf.ofText', { name })}</p>
      <Shelf where={child} none={<Empty title={t('family.shelf.ofNone')} text={t('family.shelf.ofNoneText', { name })} />} {...searched} />
    </div>
  );
}
