import { coverageEndpoints } from '@gatehouse/contract';
import { useTranslation } from 'react-i18next';
import { useEndpoint } from '../app/use-endpoint.js';
import { ButtonLink, PrintButton } from '../ui/buttons.js';
import { problemOf } from '../ui/failure.js';
import { ListTable } from '../ui/list-table.js';
import { PageTitle } from '../ui/page-title.js';
import { EmptyState, ErrorState, ListSkeleton } from '../ui/states.js';
import { StatusTag } from '../ui/status-tag.js';
import { useWords } from '../ui/words.js';
import { PrintCertificate } from './print-certificate.js';

/** The share checked at each unit of the own authority, in bands, those without a roster first. */
export function UnitsCoveredPage() {
  const { t } = useTranslation('workforce');
  const words = useWords();
  const listed = useEndpoint(coverageEndpoints.units, {});
  const items = listed.data?.items;
  return (
    <>
      <PageTitle
        title={t('unitsCovered.title')}
        lead={t('unitsCovered.lead')}
        actions={
          <>
            <ButtonLink to="/roster-units">{t('units.title')}</ButtonLink>
            <ButtonLink to="/gaps">{t('unitsCovered.gaps')}</ButtonLink>
            <PrintButton />
          </>
        }
      />
      {listed.isPending ? <ListSkeleton /> : null}
      {listed.error ? <ErrorState problem={problemOf(listed.error)} onRepeat={() => void listed.refetch()} /> : null}
      {items?.length === 0 ? <EmptyState title={t('unitsCovered.empty')} next={t('unitsCovered.emptyNext')} /> : null}
      {items && items.length > 0 ? (
        <ListTable
          label={t('unitsCovered.title')}
          items={items}
          itemKey={({ unitId }) => unitId}
          columns={[
            { key: 'unit', title: t('unitsCovered.unit'), isLead: true, render: ({ unit }) => words(unit) },
            {
              key: 'band',
              title: t('unitsCovered.band'),
              render: ({ band, hasRoster }) => {
                if (!hasRoster) return <StatusTag tone="waiting" word={t('unitsCovered.noRoster')} />;
                return band === null ? t('unitsCovered.tooFew') : words(band);
              },
            },
            {
              key: 'certificate',
              title: t('unitsCovered.certificate'),
              render: ({ unitId, unit, hasCertificate }) =>
                hasCertificate ? (
                  <PrintCertificate unitId={unitId} label={t('certificate.printOf', { unit: words(unit) })} />
                ) : (
                  t('unitsCovered.noCertificate')
                ),
            },
          ]}
        />
      ) : null}
    </>
  );
}
