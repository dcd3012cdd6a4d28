import { proofEndpoints, type Words } from '@gatehouse/contract';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../app/api.js';
import { useLinkAct } from '../consent/use-link-act.js';
import { PageTitle } from '../ui/page-title.js';
import { PlainButton } from '../ui/plain/plain-button.js';
import { PlainField } from '../ui/plain/plain-field.js';
import { PlainProblem } from '../ui/plain/plain-problem.js';
import { useWords } from '../ui/words.js';
import styles from './own-page.module.css';
import { ShownProof } from './shown-proof.js';

type ProveStepProps = { readonly inquiryId: string; readonly post: Words; readonly onBack: () => void };

/** Who asks, as the node signed it. */
type Asking = { readonly request: string; readonly unit: Words; readonly audience: string; readonly nonce: string };

/**
 * A proof for another unit: the person gives what that unit asked with, sees who asks, and decides. The key that binds it is made here, used
 * once, and never leaves.
 */
export function ProveStep({ inquiryId, post, onBack }: ProveStepProps) {
  const { t } = useTranslation('own-page');
  const words = useWords();
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<string>();
  const [asking, setAsking] = useState<Asking>();
  const [proof, setProof] = useState<string>();
  const act = useLinkAct();
  const read = async (): Promise<void> => {
    const found = await whoAsks(text);
    setAsking(found);
    setProblem(found === undefined ? t('prove.unfit') : undefined);
  };
  const give = ({ request, ...asked }: Asking): void =>
    void act.run(async (options) => {
      const { newHolder, presentProof } = await import('@gatehouse/credential');
      const holder = await newHolder();
      const body = { request, holder: { x: holder.publicKey.x, y: holder.publicKey.y } };
      const given = await call(proofEndpoints.issue, { params: { id: inquiryId }, body }, options);
      setProof(await presentProof(given.proof, asked, holder.secretKey, new Date()));
    });
  if (proof !== undefined) return <ShownProof proof={proof} unit={words(asking?.unit ?? post)} onBack={onBack} />;
  return (
    <>
      <PageTitle title={t('prove.title')} lead={t('prove.lead', { post: words(post) })} />
      <p className={styles.mark}>{t('prove.notInstead')}</p>
      {asking === undefined ? (
        <form
          className={styles.form}
          aria-label={t('prove.title')}
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            void read().catch(() => setProblem(t('prove.unfit')));
          }}
        >
          <PlainField
            label={t('prove.request')}
            hint={t('prove.requestHint')}
            problem={problem}
            value={text}
            onChange={setText}
            isLong
            maximumLength={4000}
          />
          <PlainButton type="submit" isPrimary>
            {t('prove.read')}
          </PlainButton>
          <PlainButton onClick={onBack}>{t('withdraw.back')}</PlainButton>
        </form>
      ) : (
        <div className={styles.form}>
          <p className={styles.sentence}>{t('prove.asks', { unit: words(asking.unit) })}</p>
          <p>{t('prove.says')}</p>
          {act.problem ? <PlainProblem problem={act.problem} /> : null}
          <PlainButton isPrimary isBusy={act.isBusy} onClick={() => give(asking)}>
            {t('prove.give')}
          </PlainButton>
          <PlainButton onClick={onBack}>{t('withdraw.back')}</PlainButton>
        </div>
      )}
    </>
  );
}

async function whoAsks(text: string): Promise<Asking | undefined> {
  const [{ keyOf, readRequest }, { publicKey }] = await Promise.all([
    import('@gatehouse/credential'),
    call(proofEndpoints.key, {}),
  ]);
  const request = text.trim();
  const found = readRequest(request, keyOf(publicKey), new Date());
  if (found === undefined) return undefined;
  const { audience, nonce, nameEn, nameZh } = found;
  return { request, audience, nonce, unit: { en: nameEn, zh: nameZh } };
}
