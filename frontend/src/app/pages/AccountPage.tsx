import { Button } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ApiKeys } from '@/features/account/ApiKeys';
import { ChangePassword } from '@/features/account/ChangePassword';
import { Leave } from '@/features/account/Leave';
import { MailAddress } from '@/features/account/MailAddress';
import { SignedInPlaces } from '@/features/account/SignedInPlaces';
import { TakeAlong } from '@/features/account/TakeAlong';
import { useAccount } from '@/features/account/useAccount';
import { useSignedIn } from '@/features/account/useSignedIn';
import { MyUse } from '@/features/limits/MyUse';
import { useSignOut } from '@/features/session/useSignOut';
import { isChild } from '@/lib/bands';
import { useKnown } from '@/lib/session';
import { useLimits } from '@/lib/useLimits';
import page from '@/ui/page.module.css';
import { Part } from '@/ui/Part';
import { personName } from '@/ui/personName';
import rows from '@/ui/rows.module.css';
import { fail, succeed } from '@/ui/toast';
import { useTitle } from '@/ui/useTitle';
import { Missing } from './Missing';

/** What somebody looks after themselves, where there are accounts. */
export function AccountPage() {
  const { session } = useKnown();
  return session?.accounts === false ? <Missing /> : <Account />;
}

/** Sign-ins, password, keys, and the ways out. */
function Account() {
  const { t } = useTranslation();
  const { me, session } = useKnown();
  // A child of a family has guardians for the rest.
  const child = isChild(me) && me?.family != null;
  const navigate = useNavigate();
  const signOut = useSignOut();
  const places = useSignedIn();
  const account = useAccount();
  const limits = useLimits();
  // Where the gateway before the server says who somebody is, there is nothing to sign out of here, and no password.
  const gateway = session?.gateway ?? null;
  const hasPassword = gateway === null && account.data?.has_password !== false;
  const mail = account.data?.mail ?? null;
  const mails = account.data !== undefined && hasPassword && (session?.mail === true || mail !== null);
  useTitle(t('account.title'));
  const goOut = () => {
    // A promise, not a callback of the mutation: the page that asked is gone by then.
    signOut.mutateAsync().then(() => {
      succeed(t('account.signedOut'));
      return navigate({ to: '/' });
    }, fail);
  };
  return (
    <div className={page.page}>
      <div className={page.head}>
        <h1>{t('account.title')}</h1>
        <Link to="/settings" className={page.aside}>
          {t('settings.back')}
        </Link>
      </div>
      <p className={page.intro}>{me && t(`account.you.${me.role}`, { name: personName(me.name) })}</p>
      <div className={page.parts}>
        {gateway ? (
          <div>
            <p>{t(gateway.sign_out === null ? 'account.gateway.text' : 'account.gateway.textOut')}</p>
            {gateway.sign_out !== null && (
              <Button component="a" variant="default" className={rows.foot} href={gateway.sign_out}>
                {t('account.gateway.signOut')}
              </Button>
            )}
          </div>
        ) : (
          <>
            <div>
              <Button variant="default" loading={signOut.isPending} onClick={goOut}>
                {t('account.signOut')}
              </Button>
            </div>
            <Part title={t('account.places')} text={t('account.placesText')}>
              <SignedInPlaces />
            </Part>
          </>
        )}
        {/* Each part waits for the one above it, so that nothing is pushed down once it is shown. */}
        {!places.isPending && !account.isPending && !limits.isPending && (
          <>
            {hasPassword ? (
              <Part title={t('door.password')} text={t('account.passwordText')}>
                <ChangePassword name={me?.name ?? ''} />
              </Part>
            ) : (
              gateway === null && (
                <Part title={t('door.password')}>
                  <p>{t('account.noPassword')}</p>
                </Part>
              )
            )}
            {mails && (
              <Part title={t('account.mail.title')} text={t('account.mail.text')}>
                <MailAddress key={mail} mail={mail} />
              </Part>
            )}
            {!child && (
              <>
                <Part title={t('limits.mine')} text={t('limits.mineText')}>
                  <MyUse />
                </Part>
                <Part title={t('account.keys')} text={t('account.keysText')}>
                  <ApiKeys role={me?.role ?? 'reader'} />
                </Part>
                <Part title={t('privacy.title')}>
                  <p>
                    <Link to="/privacy">{t('privacy.look')}</Link>
                  </p>
                </Part>
                <Part title={t('account.export.title')} text={t('account.export.text')}>
                  <TakeAlong />
                </Part>
                <Part title={t('account.leave.title')} text={t('account.leave.text')}>
                  <Leave name={me?.name ?? ''} onLeft={(leavesAt) => void navigate({ to: '/sign-in', state: { leavesAt }, replace: true })} />
                </Part>
              </>
            )}
          </>
        )}
      </div>
    </div>
  );
}
