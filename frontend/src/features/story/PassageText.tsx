import { memo, type ReactNode, type Ref } from 'react';
import { paragraphs } from './paragraphs';
import styles from './text.module.css';

interface PassageTextProps {
  text: string;
  language: string;
  /** Where pieces still fading in begin, in UTF-16 units. */
  fresh?: readonly number[];
  /** The soft caret, while the passage is being written. */
  caret?: Ref<HTMLSpanElement> | undefined;
  opening: boolean;
}

/** A passage set as a book page: indented paragraphs, the newest words settling in. */
export function PassageText({ text, language, fresh = [], caret, opening }: PassageTextProps) {
  const parts = paragraphs(text);
  if (caret && parts.length === 0) parts.push({ start: 0, text: '' });
  return (
    <div className={styles.text} lang={language} data-opening={opening || undefined} data-testid="passage-text">
      {parts.map(({ start, text: words }, index) => {
        const marks = fresh.filter((mark) => mark >= start && mark < start + words.length).map((mark) => mark - start);
        const last = index === parts.length - 1;
        return (
          <ParagraphText key={start} text={words} marks={marks.join(',')}>
            {last && caret ? <span key={words.length} ref={caret} className={styles.caret} aria-hidden="true" /> : null}
          </ParagraphText>
        );
      })}
    </div>
  );
}

const ParagraphText = memo(function ParagraphText({ text, marks, children }: { text: string; marks: string; children: ReactNode }) {
  if (marks === '') return <p>{text}{children}</p>;
  const starts = marks.split(',').map(Number);
  return (
    <p>
      {text.slice(0, starts[0])}
      {starts.map((start, index) => (
        <span key={start} className={styles.fresh}>
          {text.slice(start, starts[index + 1])}
        </span>
      ))}
      {children}
    </p>
  );
});
