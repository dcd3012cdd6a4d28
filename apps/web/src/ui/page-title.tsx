import { type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { announce } from './announcements.js';
import styles from './page-title.module.css';

let hasMoved = false;

/** Says that the person went to another page, so that its title takes the focus when it appears. */
export function markMove(): void {
  hasMoved = true;
}

type PageTitleProps = {
  readonly title: string;
  /** The state of the record, as a `StatusTag`. */
  readonly state?: ReactNode;
  /** What runs out when, as a `Clock`. */
  readonly clock?: ReactNode;
  /** One sentence: what this page is for. */
  readonly lead?: ReactNode;
  /** The one thing to do here, and at most two lesser ones. */
  readonly actions?: ReactNode;
};

/**
 * The first line of every page: who or what, its state, its clock, and what one may do. Names the window, and takes the focus
 * after a move, so that a keyboard or a screen reader begins where the eye does.
 */
export function PageTitle({ title, state, clock, lead, actions }: PageTitleProps) {
  const { t } = useTranslation('ui');
  const heading = useRef<HTMLHeadingElement>(null);
  const product = t('product');
  useEffect(() => {
    document.title = `${title} · ${product}`;
    if (!hasMoved) return;
    hasMoved = false;
    heading.current?.focus({ preventScroll: true });
    announce(title);
  }, [title, product]);
  return (
    <header className={styles.head}>
      <div className={styles.words}>
        <h1 ref={heading} tabIndex={-1} className={styles.title}>
          {title}
        </h1>
        {state || clock ? (
          <p className={styles.state}>
            {state}
            {clock}
          </p>
        ) : null}
        {lead ? <p className={styles.lead}>{lead}</p> : null}
      </div>
      {actions ? <div className={styles.actions}>{actions}</div> : null}
    </header>
  );
}
