import { headcountEndpoints } from '@gatehouse/contract';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { call } from '../app/api.js';
import { may, useSession } from '../app/session/session.js';
import { ButtonLink } from '../ui/buttons.js';
import { CursorList } from '../ui/cursor-list.js';
import { Icon } from '../ui/icon.js';
import { PageTitle } from '../ui/page-title.js';
import { EmptyState } from '../ui/states.js';
import { useWords } from '../ui/words.js';
import type { UnitRoster } from './answers.js';
import { RosterTag } from './roster-state.js';

const states = ['lacking', 'asked', 'whole'] as const;

/** Units of the own area with the state of their rosters, the worst first. */
export function UnitsPage() {
  const { t } = useTranslation('workforce');
  const words = useWords();
  const session = useSession();
  const mayEnter = may(session, 'workforce:expect');
  const mayBring = may(session, 'workforce:bring');
  const seesUnentered = may(session, 'workforce:unentered');
  const seesShares = may(session, 'workforce:units-covered');
  return (
    <>
      <PageTitle
        title={t('units.title')}
        lead={t('units.lead')}
        actions={
          <>
            {mayBring ? (
              <ButtonLink to="/roster-units/joint-files" icon={<Icon of="upload" />}>
                {t('joint.title')}
              </ButtonLink>
            ) : null}
            {mayEnter ? (
              <ButtonLink to="/roster-units/load" icon={<Icon of="upload" />}>
                {t('headcounts.title')}
              </ButtonLink>
            ) : null}
            {seesUnentered ? <ButtonLink to="/roster-units/unentered">{t('unentered.title')}</ButtonLink> : null}
            {seesShares ? <ButtonLink to="/roster-units/covered">{t('unitsCovered.title')}</ButtonLink> : null}
          </>
        }
      />
      <CursorList<UnitRoster>
        name="roster-units"
        label={t('units.title')}
        itemKey={(unit) => unit.id}
        load={({ filters, cursor, signal }) => {
          const state = states.find((one) => one === filters.state);
          return call(headcountEndpoints.units, { query: { cursor, state } }, { signal });
        }}
        filters={[
          {
            name: 'state',
            label: t('units.state'),
            choices: states.map((value) => ({ value, label: t(`states.${value}`) })),
          },
        ]}
        columns={[
          {
            key: 'unit',
            title: t('column.unit'),
            isLead: true,
            render: (unit) => (
              <Link to="/roster-units/$unitId" params={{ unitId: unit.id }}>
                {words(unit.unit)}
              </Link>
            ),
          },
          { key: 'state', title: t('column.state'), render: (unit) => <RosterTag state={unit.state} /> },
          { key: 'people', title: t('column.people'), isNumber: true, render: (unit) => unit.people },
          {
            key: 'lacks',
            title: t('column.lacks'),
            render: ({ findings }) => (findings[0] ? words(findings[0].words) : '—'),
          },
        ]}
        empty={<EmptyState title={t('units.empty')} next={t('units.emptyNext')} />}
      />
    </>
  );
}
