import { useTranslation } from 'react-i18next';
import { exactTime } from '../ui/time.js';
import { useLanguage, useWords } from '../ui/words.js';
import { LogPlaces } from './log-places.js';
import styles from './own-page.module.css';
import type { OwnPageView } from './use-own-page.js';

/** Each code that a desk gave in the reader's name: whoever did so without them is seen here. */
export function Openings({ openings }: Pick<OwnPageView, 'openings'>) {
  const { t } = useTranslation('own-page');
  const words = useWords();
  const language = useLanguage();
  const time = (at: string): string => exactTime(Date.parse(at), language);
  return (
    <section aria-labelledby="openings" className={styles.unit}>
      <h2 id="openings" className={styles.heading}>
        {t('openings.title')}
      </h2>
      <p>{t('openings.lead')}</p>
      <ul className={styles.list}>
        {openings.map(({ way, desk, issuedAt, openedAt, places }) => (
          <li key={issuedAt + (places[0]?.entry ?? '')}>
            <p>
              <strong>{words(desk)}</strong>
            </p>
            {way === 'desk' ? (
              <p>
                {t('openings.issued', { at: time(issuedAt) })} ·{' '}
                {openedAt ? t('openings.opened', { at: time(openedAt) }) : t('openings.notOpened')}
              </p>
            ) : (
              <p>{t('openings.proven', { at: time(openedAt ?? issuedAt) })}</p>
            )}
            <LogPlaces places={places} what={words(desk)} />
          </li>
        ))}
      </ul>
    </section>
  );
}
