import { Skeleton } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { LimitsForm } from '@/features/limits/LimitsForm';
import { UsageTable } from '@/features/limits/UsageTable';
import { UsedLines } from '@/features/limits/UsedLines';
import { useModels } from '@/features/settings/useModels';
import { useKnown } from '@/lib/session';
import { useLimits } from '@/lib/useLimits';
import { Empty } from '@/ui/Empty';
import { Failed } from '@/ui/Failed';
import { LinkButton } from '@/ui/LinkButton';
import page from '@/ui/page.module.css';
import { Part } from '@/ui/Part';
import { useTitle } from '@/ui/useTitle';

/** What this server may use and what it costs, for those who look after it. */
export function LimitsPage() {
  const { t } = useTranslation();
  useTitle(t('limits.title'));
  const { session, me } = useKnown();
  if (session?.accounts === true && me?.role !== 'administrator') {
    return (
      <Empty page title={t('people.notYours')} text={t('error.kind.role')}>
        <LinkButton to="/settings">{t('settings.back')}</LinkButton>
      </Empty>
    );
  }
  return (
    <div className={page.page}>
      <div className={page.head}>
        <h1>{t('limits.title')}</h1>
        <Link to="/settings" className={page.aside}>
          {t('settings.back')}
        </Link>
      </div>
      <p className={page.intro}>{t('limits.intro')}</p>
      <Whole others={session?.accounts === true} />
    </div>
  );
}

function Whole({ others }: { others: boolean }) {
  const { t } = useTranslation();
  const limits = useLimits();
  const models = useModels();
  if (limits.error && !limits.data) return <Failed reason={limits.error} onAgain={() => void limits.refetch()} />;
  if (!limits.data || models.isPending) return <Skeleton height="24rem" />;
  const { server, mine, currency } = limits.data;
  const all = models.data ?? [];
  return (
    <div className={page.parts}>
      <Part title={t('limits.soFar')}>
        <UsedLines used={server ?? mine} currency={currency} />
      </Part>
      <LimitsForm limits={limits.data} models={all} others={others} />
      <Part title={t('limits.usage')} text={t('limits.usageText')}>
        <UsageTable currency={currency} nameOf={(id) => all.find((model) => model.id === id)?.name ?? id} />
      </Part>
    </div>
  );
}
