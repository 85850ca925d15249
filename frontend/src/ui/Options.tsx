import { useId, type ReactNode } from 'react';
import styles from './chips.module.css';

export interface Option<T> {
  value: T;
  label: string;
  note?: ReactNode;
  disabled?: boolean;
  /** The label's own language, when it is not the page's. */
  lang?: string;
}

interface OptionsProps<T> {
  legend: string;
  options: readonly Option<T>[];
  value: T;
  onChange: (value: T) => void;
  /** Called when a choice was made for good: by pointer, Enter or Space, not while arrowing through. */
  onSettled?: () => void;
  showLegend?: boolean;
}

/** A short list of which one is chosen. */
export function Options<T extends string | number | null>({ legend, options, value, onChange, onSettled, showLegend = false }: OptionsProps<T>) {
  const name = useId();
  return (
    <fieldset className={styles.options}>
      <legend className={showLegend ? styles.legend : 'hidden-but-read'}>{legend}</legend>
      {options.map((option) => (
        <label key={String(option.value)} className={styles.option} data-chosen={option.value === value || undefined} data-disabled={option.disabled === true || undefined}>
          <input
            type="radio"
            name={name}
            checked={option.value === value}
            disabled={option.disabled}
            data-autofocus={option.value === value || undefined}
            onChange={() => onChange(option.value)}
            onClick={(event) => event.detail > 0 && onSettled?.()}
            onKeyDown={(event) => {
              if (event.key !== 'Enter') return;
              event.preventDefault();
              onSettled?.();
            }}
          />
          <span lang={option.lang}>
            {option.label}
            {option.note !== undefined && <small className={styles.note}>{option.note}</small>}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
