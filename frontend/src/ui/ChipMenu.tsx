import { useId, useLayoutEffect, useRef, useState, type ReactNode } from 'react';
import styles from './chips.module.css';
import { placeBeside } from './placeBeside';

interface ChipMenuProps {
  /** What is being chosen, for those who do not see the sentence around it. */
  label: string;
  /** The present choice, worded to stand in the sentence. */
  value: string;
  children: (close: () => void) => ReactNode;
}

/**
 * A word of the sentence that opens a small sheet of choices. The browser's own popover: Escape or a
 * press elsewhere closes it, and the focus goes back to the chip.
 */
export function ChipMenu({ label, value, children }: ChipMenuProps) {
  const [open, setOpen] = useState(false);
  const chip = useRef<HTMLButtonElement>(null);
  const sheet = useRef<HTMLDivElement>(null);
  const id = useId();
  const close = () => document.getElementById(id)?.hidePopover();

  useLayoutEffect(() => {
    if (!open || !chip.current || !sheet.current) return;
    sheet.current.querySelector<HTMLElement>('[data-autofocus], input, button')?.focus({ preventScroll: true });
    return placeBeside(chip.current, sheet.current);
  }, [open]);

  return (
    <>
      <button ref={chip} type="button" className={styles.chip} aria-label={`${label}: ${value}`} aria-haspopup="dialog" aria-expanded={open} popoverTarget={id}>
        {value}
      </button>
      <div ref={sheet} id={id} popover="auto" role="dialog" aria-label={label} className={styles.sheet} onToggle={(event) => setOpen(event.newState === 'open')}>
        {open && children(close)}
      </div>
    </>
  );
}
