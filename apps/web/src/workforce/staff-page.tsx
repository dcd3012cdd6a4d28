import { headcountEndpoints, type RosterFinding } from '@gatehouse/contract';
import { useTranslation } from 'react-i18next';
import { useEndpoint } from '../app/use-endpoint.js';
import { ButtonLink } from '../ui/buttons.js';
import { problemOf } from '../ui/failure.js';
import { Icon } from '../ui/icon.js';
import { PageTitle } from '../ui/page-title.js';
import { Panel } from '../ui/panel.js';
import { Line, Stack } from '../ui/stack.js';
import { EmptyState, ErrorState, RecordSkeleton } from '../ui/states.js';
import { AskedPosts } from './post-answers.js';
import { PeopleByPost, RosterFindings, RosterTag } from './roster-state.js';
import { StaffList } from './staff-list.js';

/** Who works at the own unit, what its roster lacks, and the file that waits. */
export function StaffPage() {
  const { t } = useTranslation('workforce');
  const roster = useEndpoint(headcountEndpoints.own, {});
  const load = (isPrimary: boolean) => (
    <ButtonLink to="/staff/load" isPrimary={isPrimary} icon={<Icon of="upload" />}>
      {t('staff.load')}
    </ButtonLink>
  );
  return (
    <>
      <PageTitle
        title={t('staff.title')}
        lead={t('staff.lead')}
        actions={
          <>
            {load(true)}
            <ButtonLink to="/staff/new" icon={<Icon of="plus" />}>
              {t('staff.add')}
            </ButtonLink>
          </>
        }
      />
      <Stack>
        {roster.isPending ? <RecordSkeleton /> : null}
        {roster.error ? <ErrorState problem={problemOf(roster.error)} onRepeat={() => void roster.refetch()} /> : null}
        {roster.data?.load ? (
          <Line>
            <span>{t('staff.waiting')}</span>
            <ButtonLink to="/staff-loads/$loadId" params={{ loadId: roster.data.load.id }}>
              {t('staff.open')}
            </ButtonLink>
          </Line>
        ) : null}
        {roster.data ? (
          <Panel title={t('staff.state')} aside={<RosterTag state={roster.data.state} />}>
            <Stack>
              <p>
                <strong>{t('staff.people', { count: roster.data.people })}</strong>
              </p>
              <RosterFindings findings={unasked(roster.data.findings)} isWhole={roster.data.findings.length === 0} />
              {roster.data.byPostClass.length > 0 ? <PeopleByPost byPostClass={roster.data.byPostClass} /> : null}
            </Stack>
          </Panel>
        ) : null}
        {roster.data ? <AskedPosts findings={roster.data.findings} /> : null}
        <StaffList empty={<EmptyState title={t('staff.empty')} next={t('staff.emptyNext')} action={load(false)} />} />
      </Stack>
    </>
  );
}

/** What is missing beside the questions about empty posts, each of which has a place of its own. */
function unasked(findings: readonly RosterFinding[]): RosterFinding[] {
  return findings.filter(({ question }) => question === undefined);
}
