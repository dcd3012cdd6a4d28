import { ownPageEndpoints } from '@gatehouse/contract';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call, download } from '../app/api.js';
import { ObjectionStep } from '../consent/objection-step.js';
import { useLinkAct } from '../consent/use-link-act.js';
import { markMove, PageTitle } from '../ui/page-title.js';
import { PlainButton } from '../ui/plain/plain-button.js';
import { PlainProblem } from '../ui/plain/plain-problem.js';
import { exactTime } from '../ui/time.js';
import { useLanguage } from '../ui/words.js';
import { Openings } from './openings.js';
import { OwnLooks } from './own-looks.js';
import { ProveStep } from './prove-step.js';
import styles from './own-page.module.css';
import { UnitSection } from './unit-section.js';
import type { OwnPageView } from './use-own-page.js';
import { WholeCount } from './whole-count.js';
import { WithdrawStep } from './withdraw-step.js';

type ShownProps = {
  readonly page: OwnPageView;
  readonly onChanged: (page: OwnPageView) => void;
  readonly onClosed: () => void;
};

/** What the visitor is about to do, where it takes a step of its own. */
type Doing =
  | { readonly kind: 'object' | 'prove'; readonly inquiryId: string }
  | { readonly kind: 'withdraw'; readonly unitId: string };

/** The open page: what was asked, unit by unit; what one may do; who opened it. */
export function OwnPageShown({ page, onChanged, onClosed }: ShownProps) {
  const [doing, setDoing] = useState<Doing>();
  const go = (next: Doing | undefined): void => {
    markMove();
    setDoing(next);
  };
  const change = (changed: OwnPageView): void => {
    setDoing(undefined);
    onChanged(changed);
  };
  const back = (): void => go(undefined);
  const fresh = (): void => void call(ownPageEndpoints.page, {}).then(change, back);
  const unit = page.units.find(({ id }) => doing?.kind === 'withdraw' && id === doing.unitId);
  if (doing?.kind === 'object') {
    const params = { id: doing.inquiryId };
    return (
      <ObjectionStep
        onSend={async (body, options) => change(await call(ownPageEndpoints.object, { params, body }, options))}
        onBack={back}
      />
    );
  }
  const proven = page.units
    .flatMap(({ inquiries }) => inquiries)
    .find(({ id }) => doing?.kind === 'prove' && id === doing.inquiryId);
  if (proven !== undefined) return <ProveStep inquiryId={proven.id} post={proven.post} onBack={fresh} />;
  if (unit !== undefined) return <WithdrawStep unit={unit} onChanged={change} onBack={back} />;
  return (
    <>
      <Head page={page} />
      {page.units.map((one) => (
        <UnitSection
          key={one.id}
          unit={one}
          onObject={(inquiryId) => go({ kind: 'object', inquiryId })}
          onWithdraw={() => go({ kind: 'withdraw', unitId: one.id })}
          onProve={(inquiryId) => go({ kind: 'prove', inquiryId })}
          onChanged={change}
        />
      ))}
      <WholeCount asked={page.asked} />
      <Copy />
      <OwnLooks looks={page.looks} withheld={page.withheld} />
      <Openings openings={page.openings} />
      <Close onClosed={onClosed} />
    </>
  );
}

function Head({ page }: Pick<ShownProps, 'page'>) {
  const { t } = useTranslation('own-page');
  const language = useLanguage();
  return (
    <>
      <PageTitle
        title={t('page.title')}
        lead={t('page.lead', { until: exactTime(Date.parse(page.openUntil), language) })}
      />
      <p className={styles.mark}>{t('page.mark')}</p>
      {page.units.length === 0 ? (
        <div className={styles.part}>
          <p className={styles.sentence}>{t('page.none')}</p>
          <p>{t('page.noneNext')}</p>
        </div>
      ) : null}
    </>
  );
}

function Copy() {
  const { t } = useTranslation('own-page');
  const act = useLinkAct();
  return (
    <section className={styles.unit} aria-label={t('copy.open')}>
      <PlainButton isBusy={act.isBusy} onClick={() => void act.run(() => download(ownPageEndpoints.copy, {}))}>
        {t('copy.open')}
      </PlainButton>
      <p className={styles.fine}>{t('copy.hint')}</p>
      {act.problem ? <PlainProblem problem={act.problem} /> : null}
    </section>
  );
}

function Close({ onClosed }: Pick<ShownProps, 'onClosed'>) {
  const { t } = useTranslation('own-page');
  const act = useLinkAct();
  const close = (): void =>
    void act.run(async (options) => {
      await call(ownPageEndpoints.close, {}, options);
      onClosed();
    });
  return (
    <section className={styles.part} aria-label={t('page.close')}>
      <PlainButton isPrimary isBusy={act.isBusy} onClick={close}>
        {t('page.close')}
      </PlainButton>
      <p className={styles.fine}>{t('page.closeHint')}</p>
      {act.problem ? <PlainProblem problem={act.problem} /> : null}
    </section>
  );
}
