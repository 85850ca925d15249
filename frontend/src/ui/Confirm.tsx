import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Sheet, SheetActions } from './Sheet';

interface ConfirmProps {
  question: string;
  yes: string;
  onYes: () => void;
  onClose: () => void;
}

/** Asks before what cannot be taken back. */
export function Confirm({ question, yes, onYes, onClose }: ConfirmProps) {
  const { t } = useTranslation();
  return (
    <Sheet title={question} onClose={onClose}>
      <SheetActions>
        <Button variant="default" color="danger" onClick={onYes}>
          {yes}
        </Button>
        <Button variant="subtle" onClick={onClose} data-autofocus>
          {t('action.cancel')}
        </Button>
      </SheetActions>
    </Sheet>
  );
}
