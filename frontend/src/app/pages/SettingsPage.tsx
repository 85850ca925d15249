import { Skeleton } from '@mantine/core';
import { useId, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Preferences } from '@/features/preferences/Preferences';
import { Models } from '@/features/settings/Models';
import { useConfig } from '@/features/settings/useConfig';
import { Wishes } from '@/features/settings/Wishes';
import { Failed } from '@/ui/Failed';
import page from '@/ui/page.module.css';
import { useTitle } from '@/ui/useTitle';
import { LANGUAGES, speak } from '../i18n';

export function SettingsPage() {
  const { t } = useTranslation();
  useTitle(t('settings.title'));
  const config = useConfig();
  return (
    <div className={page.page}>
      <div className={page.head}>
        <h1>{t('settings.title')}</h1>
      </div>
      <div className={page.parts}>
        <Part title={t('settings.wishes')} text={t('settings.wishesText')}>
          {config.data ? <Wishes config={config.data} /> : config.error ? <Failed reason={config.error} onAgain={() => void config.refetch()} /> : <Skeleton height="18rem" />}
        </Part>
        {!config.isPending && (
          <>
        <Part title={t('settings.page')}>
          <Preferences languages={LANGUAGES} onLanguage={speak} />
        </Part>
        <Part title={t('settings.models')} text={t('settings.modelsText')}>
          <Models config={config.data} />
          <p className={page.after}>{t('settings.better')}</p>
        </Part>
          </>
        )}
      </div>
    </div>
  );
}

function Part({ title, text, children }: { title: string; text?: string; children: ReactNode }) {
  const id = useId();
  return (
    <section aria-labelledby={id}>
      <h2 id={id} className={page.partTitle}>
        {title}
      </h2>
      {text !== undefined && <p className={page.partText}>{text}</p>}
      {children}
    </section>
  );
}
