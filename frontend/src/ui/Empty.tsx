import type { ReactNode } from 'react';
import styles from './page.module.css';

interface EmptyProps {
  title: string;
  text?: string;
  /** A whole page's heading is of the first rank. */
  page?: boolean;
  children?: ReactNode;
}

/** Nothing here yet: says so kindly, and what to do about it. */
export function Empty({ title, text, page = false, children }: EmptyProps) {
  const Heading = page ? 'h1' : 'h2';
  return (
    <div className={styles.empty}>
      <Heading>{title}</Heading>
      {text !== undefined && <p>{text}</p>}
      {children}
    </div>
  );
}
