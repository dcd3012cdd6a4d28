import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { announce } from '../ui/announcements.js';
import { PageTitle } from '../ui/page-title.js';
import { PlainButton } from '../ui/plain/plain-button.js';
import styles from './own-page.module.css';

type ShownProofProps = { readonly proof: string; readonly unit: string; readonly onBack: () => void };

/** A proof that was just made, to be given to the unit that asked. It is kept nowhere. */
export function ShownProof({ proof, unit, onBack }: ShownProofProps) {
  const { t } = useTranslation('own-page');
  const [isCopied, setIsCopied] = useState(false);
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(proof);
    setIsCopied(true);
    announce(t('prove.copied'));
  };
  return (
    <>
      <PageTitle title={t('prove.made')} lead={t('prove.madeLead', { unit })} />
      <div className={styles.form}>
        <label className={styles.part}>
          <span>{t('prove.text')}</span>
          <textarea
            className={styles.presentation}
            readOnly
            rows={6}
            value={proof}
            onFocus={(event) => event.target.select()}
          />
        </label>
        <PlainButton isPrimary onClick={() => void copy()}>
          {isCopied ? t('prove.copied') : t('prove.copy')}
        </PlainButton>
        <p className={styles.fine}>{t('prove.kept')}</p>
        <PlainButton onClick={onBack}>{t('withdraw.back')}</PlainButton>
      </div>
    </>
  );
}
