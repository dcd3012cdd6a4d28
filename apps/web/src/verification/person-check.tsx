import type { NoticePayload } from '@gatehouse/contract';
import { maskDocumentNumber } from '@gatehouse/matching/identity-number';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { plainDocumentNumber } from '../ui/document-number.js';
import { PlainButton } from '../ui/plain/plain-button.js';
import { PlainField } from '../ui/plain/plain-field.js';
import styles from './verify.module.css';

/** A real code can be glued to another paper: name and number as printed show whether the notice was issued for this person. */
export function PersonCheck({ payload }: { payload: NoticePayload }) {
  const { t } = useTranslation('verification');
  const [name, setName] = useState('');
  const [number, setNumber] = useState('');
  const [isAsked, setIsAsked] = useState(false);
  const [fits, setFits] = useState<boolean>();
  const compare = async (): Promise<void> => {
    setIsAsked(true);
    if (name.trim() === '' || number === '') return;
    const { isIssuedFor } = await import('./verify-notice.js');
    setFits(isIssuedFor(payload, { name: name.trim(), maskedNumber: maskDocumentNumber(number) }));
  };
  const missing = (text: string): string | undefined =>
    isAsked && text.trim() === '' ? t('person.missing') : undefined;
  return (
    <section aria-labelledby="person" className={styles.part}>
      <h2 id="person" className={styles.heading}>
        {t('person.title')}
      </h2>
      <p>{t('person.lead')}</p>
      <form
        className={styles.form}
        aria-label={t('person.title')}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void compare();
        }}
      >
        <PlainField
          label={t('person.name')}
          problem={missing(name)}
          value={name}
          onChange={(typed) => {
            setName(typed);
            setFits(undefined);
          }}
        />
        <PlainField
          label={t('person.number')}
          hint={t('person.numberHint')}
          problem={missing(number)}
          value={number}
          onChange={(typed) => {
            setNumber(plainDocumentNumber(typed));
            setFits(undefined);
          }}
          maximumLength={64}
        />
        <div>
          <PlainButton type="submit">{t('person.act')}</PlainButton>
        </div>
        <p role="status" className={styles.verdict}>
          {fits === undefined ? null : t(fits ? 'person.fits' : 'person.differs')}
        </p>
      </form>
    </section>
  );
}
