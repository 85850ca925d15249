import { Popover } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import styles from './chips.module.css';

interface ChipMenuProps {
  /** What is being chosen, for those who do not see the sentence around it. */
  label: string;
  /** The present choice, worded to stand in the sentence. */
  value: string;
  children: (close: () => void) => ReactNode;
}

/** A word of the sentence that opens a small sheet of choices. */
export function ChipMenu({ label, value, children }: ChipMenuProps) {
  const [open, setOpen] = useState(false);
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-start" trapFocus returnFocus shadow="none" offset={6} width="max-content" transitionProps={{ duration: 100 }}>
      <Popover.Target>
        <button type="button" className={styles.chip} aria-label={`${label}: ${value}`} onClick={() => setOpen(!open)}>
          {value}
        </button>
      </Popover.Target>
      <Popover.Dropdown className={styles.sheet} aria-label={label}>
        {children(() => setOpen(false))}
      </Popover.Dropdown>
    </Popover>
  );
}
