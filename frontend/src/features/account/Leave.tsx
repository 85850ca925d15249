import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LeaveSheet, type LeaveSheetProps } from './LeaveSheet';

/** The way out, asked twice. */
export function Leave(props: Omit<LeaveSheetProps, 'onClose'>) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button variant="default" onClick={() => setAsking(true)}>
        {t('account.leave.action')}
      </Button>
      {asking && <LeaveSheet {...props} onClose={() => setAsking(false)} />}
    </>
  );
}
