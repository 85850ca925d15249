import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorWords } from '@/ui/ErrorWords';
import { LinkToGive } from '@/ui/LinkToGive';
import { moment } from '@/ui/moment';
import { Options } from '@/ui/Options';
import rows from '@/ui/rows.module.css';
import { Sheet, SheetActions } from '@/ui/Sheet';
import { Shares } from './Shares';
import { useShare, useTakeBack } from './useShares';

const DAYS = { week: 7, month: 30, year: 365 } as const;
type Span = keyof typeof DAYS;
const SPANS = ['week', 'month', 'year'] as const satisfies readonly Span[];

interface ShareSheetProps {
  story: number;
  onClose: () => void;
}

/** A link by which anybody reads the story: for how long, then the link, this once; below, those that hold. */
export default function ShareSheet({ story, onClose }: ShareSheetProps) {
  const { t, i18n } = useTranslation();
  const [span, setSpan] = useState<Span>('month');
  const share = useShare(story);
  const takeBack = useTakeBack(story);
  const { data: made, error } = share;
  const make = () => {
    // What was said of the one before is said of that one alone.
    takeBack.reset();
    share.mutate(DAYS[span]);
  };
  return (
    <Sheet title={t('story.share.action')} onClose={onClose}>
      <div className={rows.form}>
        {made ? (
          <>
            <p>{t('story.share.made', { when: moment(made.expires_at, i18n.language) })}</p>
            <LinkToGive path="shared" code={made.code} />
          </>
        ) : (
          <>
            <p>{t('story.share.text')}</p>
            <Options legend={t('story.share.holds')} showLegend value={span} onChange={setSpan} options={SPANS.map((value) => ({ value, label: t(`story.share.span.${value}`) }))} />
          </>
        )}
        {error && (
          <p role="alert" className={rows.wrong}>
            <ErrorWords reason={error} />
          </p>
        )}
      </div>
      <SheetActions>
        {made ? (
          <Button onClick={onClose}>{t('account.key.done')}</Button>
        ) : (
          <Button loading={share.isPending} onClick={make}>
            {t('people.makeLink')}
          </Button>
        )}
      </SheetActions>
      <Shares
        story={story}
        takeBack={takeBack}
        onTaken={(id) => {
          if (id === made?.id) share.reset();
        }}
      />
    </Sheet>
  );
}
