import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PlainFrame } from '../app/plain-frame.js';
import { markMove, PageTitle } from '../ui/page-title.js';
import { PlainButton } from '../ui/plain/plain-button.js';
import { PlainFacts } from '../ui/plain/plain-facts.js';
import { ReceiptStep } from './receipt-step.js';
import { TipForm } from './tip-form.js';
import styles from './tip.module.css';

type Stage = { readonly step: 'form' } | { readonly step: 'sent'; readonly code: string } | { readonly step: 'ask' };

/** Anybody may tell of a place that works with children, and ask later what became of it. No account, and nothing is kept of who they are. */
export function TipPage() {
  const [stage, setStage] = useState<Stage>({ step: 'form' });
  const go = (next: Stage): void => {
    markMove();
    setStage(next);
  };
  return (
    <PlainFrame>
      {stage.step === 'form' ? (
        <Form onSent={(code) => go({ step: 'sent', code })} onAsk={() => go({ step: 'ask' })} />
      ) : null}
      {stage.step === 'sent' ? <Sent code={stage.code} onAsk={() => go({ step: 'ask' })} /> : null}
      {stage.step === 'ask' ? <ReceiptStep onBack={() => go({ step: 'form' })} /> : null}
    </PlainFrame>
  );
}

function Form({ onSent, onAsk }: { onSent: (code: string) => void; onAsk: () => void }) {
  const { t } = useTranslation('tip');
  return (
    <>
      <PageTitle title={t('title')} lead={t('lead')} />
      <p className={styles.mark}>{t('danger')}</p>
      <TipForm onSent={onSent} />
      <p className={styles.fine}>{t('kept')}</p>
      <PlainButton onClick={onAsk}>{t('ask.open')}</PlainButton>
    </>
  );
}

/** The code stands here once: nobody can look it up for the sender. */
function Sent({ code, onAsk }: { code: string; onAsk: () => void }) {
  const { t } = useTranslation('tip');
  return (
    <>
      <PageTitle title={t('sent.title')} lead={t('sent.lead')} />
      <PlainFacts facts={[{ name: t('sent.code'), value: code, isCode: true }]} />
      <p>{t('sent.keep')}</p>
      <PlainButton onClick={onAsk}>{t('ask.open')}</PlainButton>
    </>
  );
}
