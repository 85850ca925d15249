import { useTranslation } from 'react-i18next';

interface HeldWords {
  unseen: string;
  show: string;
  shown: string;
}

/** What is said of a passage that is held: of children of a family, or, where there is none, of whom the story is for. */
export function useHeldWords(people: readonly string[], family: boolean): HeldWords {
  const { t, i18n } = useTranslation();
  const count = people.length;
  const names = new Intl.ListFormat(i18n.language, { type: 'conjunction' }).format(people);
  if (!family) return { unseen: count > 0 ? t('held.mayNot', { names, count }) : t('held.mayNotReaders'), show: t('held.fits'), shown: t('held.fitsDone') };
  if (count === 0) return { unseen: t('held.unseenChildren'), show: t('held.showChildren'), shown: t('held.shownChildren') };
  return { unseen: t('held.unseen', { names, count }), show: t('held.show', { names }), shown: t('held.shown', { names, count }) };
}
