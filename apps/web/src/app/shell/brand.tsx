import styles from './brand.module.css';

/** The gate and the two names; the other language's name is always there, small. */
export function Brand() {
  return (
    <span className={styles.brand}>
      <svg viewBox="0 0 32 32" className={styles.mark} aria-hidden="true" focusable="false">
        <rect width="32" height="32" rx="7" />
        <path d="M6 11.5h20M9 11.5V25M23 11.5V25M13 25v-5.5a3 3 0 0 1 6 0V25M8 7.5h16" />
      </svg>
      <span lang="zh-CN" className={styles.name}>
        守门
      </span>
      <span lang="en" className={styles.latin}>
        Gatehouse
      </span>
    </span>
  );
}
