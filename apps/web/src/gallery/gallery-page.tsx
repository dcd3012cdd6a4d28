import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { healthQuery } from '../app/session/health.js';
import { type Session, SessionContext } from '../app/session/session.js';
import type { NavigationEntry } from '../app/shell/navigation.js';
import { Shell } from '../app/shell/shell.js';
import { ButtonLink, PrintButton } from '../ui/buttons.js';
import { Clock } from '../ui/clock.js';
import { PageTitle } from '../ui/page-title.js';
import { Stack } from '../ui/stack.js';
import { StatusTag } from '../ui/status-tag.js';
import { FormSamples } from './form-samples.js';
import { ListSamples } from './list-samples.js';
import { AnswerSamples, RecordSamples } from './record-samples.js';
import { inHours } from './sample-times.js';
import { WorkSamples } from './work-samples.js';

const session: Session = {
  accountId: '00000000-0000-4000-8000-000000000001',
  login: 'clerk',
  displayName: '林小满',
  roles: ['clerk'],
  permissions: [],
  organisation: {
    id: '00000000-0000-4000-8000-000000000002',
    kind: 'unit',
    nameEn: 'Qinghe Experimental Primary School',
    nameZh: '清河市实验小学',
    divisionCode: '100101',
  },
  passwordIsOneTime: false,
  secondFactor: 'none',
  expiresAt: inHours(8),
};

const entries: readonly NavigationEntry[] = [
  { to: '/gallery', title: { en: 'Today', zh: '今日事项' }, icon: 'home' },
  { to: '/', title: { en: 'New check', zh: '新建查询' }, icon: 'newCheck' },
  { to: '/', title: { en: 'Checks', zh: '查询' }, icon: 'review' },
  { to: '/', title: { en: 'Staff list', zh: '在岗名册' }, icon: 'people' },
  { to: '/', title: { en: 'Verify a notice', zh: '核验告知书' }, icon: 'proof' },
];

/** Every shared component in every state, with invented content. Reachable in a demonstration only. */
export function GalleryPage() {
  const { t } = useTranslation('gallery');
  const health = useQuery(healthQuery);
  return (
    <SessionContext value={session}>
      <Shell entries={entries} isDemonstration={health.data?.mode === 'demo'} onSignOut={() => undefined}>
        <PageTitle
          title={t('title')}
          state={<StatusTag tone="waiting" word={t('states.waiting')} />}
          clock={<Clock at={inHours(4)} kind="due" exact />}
          lead={t('lead')}
          actions={
            <>
              <ButtonLink to="/gallery" isPrimary>
                {t('primary')}
              </ButtonLink>
              <Button>{t('secondary')}</Button>
              <PrintButton />
            </>
          }
        />
        <Stack gap="large">
          <WorkSamples />
          <AnswerSamples />
          <RecordSamples />
          <ListSamples />
          <FormSamples />
        </Stack>
      </Shell>
    </SessionContext>
  );
}
