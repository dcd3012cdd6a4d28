import { useTranslation } from 'react-i18next';
import { ButtonLink } from '../ui/buttons.js';
import { PageTitle } from '../ui/page-title.js';
import { Panel } from '../ui/panel.js';
import { Stack } from '../ui/stack.js';
import styles from './new-check-page.module.css';
import { useInquiryOptions } from './use-inquiry-options.js';

/** One person or a list; and, where the law pack has them, what a person shows of another unit's answer. */
export function NewCheckPage() {
  const { t } = useTranslation('inquiry');
  const options = useInquiryOptions();
  return (
    <>
      <PageTitle title={t('new.title')} lead={t('new.lead')} />
      <div className={styles.choices}>
        <Panel title={t('new.person')}>
          <Stack>
            <p>{t('new.personLead')}</p>
            <div>
              <ButtonLink to="/inquiries/new/person" isPrimary>
                {t('new.personAct')}
              </ButtonLink>
            </div>
          </Stack>
        </Panel>
        <Panel title={t('new.list')}>
          <Stack>
            <p>{t('new.listLead')}</p>
            <div>
              <ButtonLink to="/inquiries/new/list">{t('new.listAct')}</ButtonLink>
            </div>
          </Stack>
        </Panel>
        {options?.hasProofs ? (
          <Panel title={t('proofOfCheck.title')}>
            <Stack>
              <p>{t('proofOfCheck.notInstead')}</p>
              <div>
                <ButtonLink to="/proofs">{t('proofOfCheck.open')}</ButtonLink>
              </div>
            </Stack>
          </Panel>
        ) : null}
      </div>
    </>
  );
}
