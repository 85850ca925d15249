import styles from './story.module.css';

/** Between two parts, as a printer would. */
export function Ornament() {
  return (
    <div className={styles.ornament} aria-hidden="true">
      ⁂
    </div>
  );
}
