import { lookingAuthorities } from '@gatehouse/contract';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { exactTime } from '../ui/time.js';
import { useDay, useLanguage, useWords } from '../ui/words.js';
import { LogPlaces } from './log-places.js';
import styles from './own-page.module.css';
import type { OwnPageView } from './use-own-page.js';

/**
 * Looks at the reader by officers, each where it stood in the log from the first. What is said of looks that are withheld is said to everybody:
 * it tells nobody whether one of them is theirs.
 */
export function OwnLooks({ looks, withheld }: Pick<OwnPageView, 'looks' | 'withheld'>) {
  const { t } = useTranslation('own-page');
  const words = useWords();
  const language = useLanguage();
  const dayOf = useDay();
  return (
    <section aria-labelledby="looks" className={styles.unit}>
      <h2 id="looks" className={styles.heading}>
        {t('looks.title')}
      </h2>
      <p>{looks.length === 0 ? t('looks.none') : t('looks.lead')}</p>
      {lookingAuthorities.map((authority) => {
        const own = looks.filter((look) => look.authority === authority);
        if (own.length === 0) return null;
        return (
          <Fragment key={authority}>
            <h3 className={styles.state}>{t(`looks.authority.${authority}`)}</h3>
            <ul className={styles.list}>
              {own.map(({ id, by, ground, at, withheldUntil, places }) => (
                <li key={id}>
                  <p>
                    <strong>{words(by)}</strong>
                  </p>
                  <p>
                    {words(ground)} · {exactTime(Date.parse(at), language)}
                  </p>
                  {withheldUntil ? <p>{t('looks.withheldUntil', { day: dayOf(withheldUntil) })}</p> : null}
                  <LogPlaces places={places} what={words(by)} />
                </li>
              ))}
            </ul>
          </Fragment>
        );
      })}
      <p className={styles.fine}>
        {[
          t('looks.everybody', { days: withheld.longestDays, renewals: withheld.renewals }),
          withheld.looks === 0 || withheld.oldestSince === null
            ? t('looks.noneWithheld')
            : t('looks.count', { count: withheld.looks, since: dayOf(withheld.oldestSince) }),
        ].join(language === 'zh' ? '' : ' ')}
      </p>
    </section>
  );
}
