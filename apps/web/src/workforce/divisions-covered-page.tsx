import { certificateEndpoints, type DivisionCovered, workforceExportEndpoints } from '@gatehouse/contract';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { download } from '../app/api.js';
import { useEndpoint } from '../app/use-endpoint.js';
import { ButtonLink, PrintButton } from '../ui/buttons.js';
import { problemOf } from '../ui/failure.js';
import { ListTable } from '../ui/list-table.js';
import { PageTitle } from '../ui/page-title.js';
import { Stack } from '../ui/stack.js';
import { EmptyState, ErrorState, ListSkeleton } from '../ui/states.js';
import { exactTime } from '../ui/time.js';
import { useLanguage, useWords } from '../ui/words.js';
import { ExportControl } from './export-control.js';
import { TileMap } from './tile-map.js';

const route = getRouteApi('/signed-in/coverage/divisions');

/** Provinces, prefectures and counties by the shares that everybody is shown of their units, those furthest behind first. */
export function DivisionsCoveredPage() {
  const { t } = useTranslation('workforce');
  const words = useWords();
  const language = useLanguage();
  const { within } = route.useSearch();
  const listed = useEndpoint(certificateEndpoints.divisions, { query: within === undefined ? {} : { within } });
  const found = listed.data;
  const place = found?.within ? words(found.within.name) : t('divisions.country');
  return (
    <>
      <PageTitle
        title={t('divisions.title', { place: found ? place : '…' })}
        lead={t('divisions.lead')}
        actions={
          <>
            {found?.above ? (
              <ButtonLink
                to="/coverage/divisions"
                search={found.above.code === null ? {} : { within: found.above.code }}
              >
                {t('divisions.above')}
              </ButtonLink>
            ) : null}
            <ExportControl
              leave={(asked) =>
                download(workforceExportEndpoints.divisions, {
                  body: { ...asked, ...(within === undefined ? {} : { within }) },
                })
              }
            />
            <PrintButton />
          </>
        }
      />
      {listed.isPending ? <ListSkeleton /> : null}
      {listed.error ? <ErrorState problem={problemOf(listed.error)} onRepeat={() => void listed.refetch()} /> : null}
      {found?.divisions.length === 0 ? (
        <EmptyState title={t('divisions.empty')} next={t('divisions.emptyNext')} />
      ) : null}
      {found && found.divisions.length > 0 ? (
        <Stack>
          {found.asOf === null ? null : (
            <p>{t('divisions.asOf', { at: exactTime(Date.parse(found.asOf), language) })}</p>
          )}
          <TileMap divisions={found.divisions} />
          <Divisions divisions={found.divisions} label={place} />
        </Stack>
      ) : null}
    </>
  );
}

function Divisions({ divisions, label }: { divisions: DivisionCovered[]; label: string }) {
  const { t } = useTranslation('workforce');
  const words = useWords();
  return (
    <ListTable
      label={label}
      items={divisions}
      itemKey={({ code }) => code}
      columns={[
        {
          key: 'division',
          title: t('divisions.division'),
          isLead: true,
          render: ({ code, name, hasBelow }) =>
            hasBelow ? (
              <Link to="/coverage/divisions" search={{ within: code }}>
                {words(name)}
              </Link>
            ) : (
              words(name)
            ),
        },
        {
          key: 'standing',
          title: t('divisions.standing'),
          render: ({ standing }) => (standing === null ? t('divisions.nothing') : words(standing)),
        },
        {
          key: 'units',
          title: t('divisions.units'),
          render: ({ units, bands }) =>
            units === 0
              ? '0'
              : t('divisions.ofUnits', {
                  count: units,
                  bands: bands
                    .map((one) => t('divisions.inBand', { band: words(one.band), units: one.units }))
                    .join(t('divisions.joint')),
                }),
        },
        {
          key: 'trend',
          title: t('divisions.trend'),
          render: ({ trend }) => (trend === null ? t('divisions.noTrend') : t(`divisions.trends.${trend}`)),
        },
      ]}
    />
  );
}
