import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Leaves } from '@/features/privacy/Leaves';
import page from '@/ui/page.module.css';
import { useTitle } from '@/ui/useTitle';

/** For everybody: what leaves this machine. */
export function PrivacyPage() {
  const { t } = useTranslation();
  useTitle(t('privacy.title'));
  return (
    <div className={page.page}>
      <div className={page.head}>
        <h1>{t('privacy.title')}</h1>
        <Link to="/settings" className={page.aside}>
          {t('settings.back')}
        </Link>
      </div>
      <Leaves />
    </div>
  );
}
