import chips from './chips.module.css';

interface CheckProps {
  label: string;
  note?: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
}

/** One thing that is so or not. */
export function Check({ label, note, checked, onChange }: CheckProps) {
  return (
    <label className={chips.option}>
      <input type="checkbox" checked={checked} onChange={(event) => onChange(event.currentTarget.checked)} />
      <span>
        {label}
        {note !== undefined && <small className={chips.note}>{note}</small>}
      </span>
    </label>
  );
}
