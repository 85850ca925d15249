import { useId, type ReactNode } from 'react';
import page from './page.module.css';

interface PartProps {
  title: string;
  text?: string;
  children: ReactNode;
}

/** One part of a page, under a heading of its own. */
export function Part({ title, text, children }: PartProps) {
  const id = useId();
  return (
    <section aria-labelledby={id}>
      <h2 id={id} className={page.partTitle}>
        {title}
      </h2>
      {text !== undefined && <p className={page.partText}>{text}</p>}
      {children}
    </section>
  );
}
