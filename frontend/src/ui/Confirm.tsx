import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Sheet, SheetActions } from './Sheet';

interface ConfirmProps {
  question: string;
  /** What becomes of everything, where the question alone does not say it. */
  text?: string;
  yes: string;
  onYes: () => void;
  onClose: () => void;
}

/** Asks before what cannot be taken back. */
export function Confirm({ question, text, yes, onYes, onClose }: ConfirmProps) {
  const { t } = useTranslation();
  return (
    <Sheet title={question} onClose={onClose}>
      {text !== undefined && <p>{text}</p>}
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
