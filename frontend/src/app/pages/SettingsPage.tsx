import { Skeleton } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { TakeAlong } from '@/features/account/TakeAlong';
import { Preferences } from '@/features/preferences/Preferences';
import { Connections } from '@/features/settings/connections/Connections';
import { useConnections } from '@/features/settings/connections/useConnections';
import { Models } from '@/features/settings/Models';
import { useConfig } from '@/features/settings/useConfig';
import { useModels } from '@/features/settings/useModels';
import { Wishes } from '@/features/settings/Wishes';
import { isChild } from '@/lib/bands';
import { useKnown } from '@/lib/session';
import { Failed } from '@/ui/Failed';
import page from '@/ui/page.module.css';
import { Part } from '@/ui/Part';
import { useTitle } from '@/ui/useTitle';
import { AboutServer } from '../AboutServer';
import { LANGUAGES, speak } from '../i18n';
import { WhoIsHere } from '../WhoIsHere';

export function SettingsPage() {
  const { t } = useTranslation();
  useTitle(t('settings.title'));
  const config = useConfig();
  const { session, me } = useKnown();
  // What every story of this server begins with is chosen by those who look after it.
  const child = isChild(me);
  const may = session?.accounts !== true || me?.role === 'administrator';
  // A child writes with what somebody else connected.
  const mayConnect = session?.accounts !== true || me?.role !== 'reader';
  const models = useModels();
  const connections = useConnections(mayConnect);
  return (
    <div className={page.page}>
      <div className={page.head}>
        <h1>{t('settings.title')}</h1>
      </div>
      <div className={page.parts}>
        {session?.accounts === true && <WhoIsHere />}
        {!child && (
          <Part title={t('settings.wishes')} text={t(may ? 'settings.wishesText' : 'settings.wishesOthers')}>
            {!may ? null : config.data ? <Wishes config={config.data} /> : config.error ? <Failed reason={config.error} onAgain={() => void config.refetch()} /> : <Skeleton height="18rem" />}
          </Part>
        )}
        {!config.isPending && (
          <>
            <Part title={t('settings.page')}>
              <Preferences languages={LANGUAGES} onLanguage={speak} />
            </Part>
            {!child && (
              <Part title={t('settings.models')} text={t(may ? 'settings.modelsText' : 'settings.modelsOthers')}>
                <Models config={config.data} mayChoose={may} />
                {may && <p className={page.after}>{t('settings.better')}</p>}
              </Part>
            )}
            {/* Each part waits for the one above it, so that nothing is pushed down once it is shown. */}
            {!models.isPending && mayConnect && (
              <Part title={t('connections.title')} text={t('connections.text')}>
                <Connections mayShare={may && session?.accounts === true} />
              </Part>
            )}
            {session?.accounts === false && !models.isPending && !connections.isPending && (
              <>
                <AboutServer />
                <Part title={t('account.export.title')} text={t('account.export.text')}>
                  <TakeAlong />
                </Part>
                <Part title={t('notes.title')} text={t('notes.settings')}>
                  <Link to="/notes">{t('notes.way')}</Link>
                </Part>
                <Part title={t('settings.others')}>
                  <p>{t('settings.othersText')}</p>
                </Part>
              </>
            )}
          </>
        )}
      </div>
    </div>
  );
}
