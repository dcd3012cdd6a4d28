import { objectionEndpoints } from '@gatehouse/contract';
import { useTranslation } from 'react-i18next';
import { useEndpoint } from '../app/use-endpoint.js';
import { ListTable } from '../ui/list-table.js';
import { Panel } from '../ui/panel.js';

/** How the objections of this year ended. Fewer than five are not told, since they could point at somebody. */
export function ObjectionFigures() {
  const { t } = useTranslation('inquiry');
  const figures = useEndpoint(objectionEndpoints.figures, { query: { year: new Date().getFullYear() } });
  if (figures.data === undefined) return null;
  const shown = (value: number | null): string => (value === null ? t('figures.few') : String(value));
  return (
    <Panel title={t('figures.title', { year: figures.data.year })}>
      <ListTable
        label={t('figures.title', { year: figures.data.year })}
        items={figures.data.items}
        itemKey={({ outcome }) => outcome}
        columns={[
          {
            key: 'outcome',
            title: t('figures.outcome'),
            isLead: true,
            render: ({ outcome }) => t(`figures.${outcome}`),
          },
          { key: 'count', title: t('figures.count'), render: ({ count }) => shown(count) },
          {
            key: 'days',
            title: t('figures.days'),
            render: ({ count, medianDays }) => (count === 0 ? '—' : shown(medianDays)),
          },
          { key: 'late', title: t('figures.late'), render: ({ lateSteps }) => shown(lateSteps) },
        ]}
      />
    </Panel>
  );
}
