import styles from './demonstration-band.module.css';

/** Stands over every page of a demonstration, on paper too, so that invented people are never taken for real ones. */
export function DemonstrationBand() {
  return (
    <aside className={styles.band} aria-label="Invented data 演示数据">
      <span className={styles.words}>
        <span lang="en">Invented data</span> · <span lang="zh-CN">演示数据</span>
      </span>
    </aside>
  );
}
