import { owedGapEndpoints, type OwedGapView } from '@gatehouse/contract';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useEndpoint } from '../app/use-endpoint.js';
import { PrintButton } from '../ui/buttons.js';
import { Clock } from '../ui/clock.js';
import { problemOf } from '../ui/failure.js';
import { type Fact, FactList } from '../ui/fact-list.js';
import { ListTable } from '../ui/list-table.js';
import { PageTitle } from '../ui/page-title.js';
import { Panel } from '../ui/panel.js';
import { Line, Stack } from '../ui/stack.js';
import { ErrorState, PageSkeleton } from '../ui/states.js';
import { StatusTag } from '../ui/status-tag.js';
import { useWords } from '../ui/words.js';
import { OwedGapActs } from './owed-gap-acts.js';
import { OwedGapStateTag } from './owed-gaps-page.js';

const route = getRouteApi('/signed-in/owed-gaps/$gapId');

/** One gap that is owed to the procuratorate: its whole course, and what was done about it here. */
export function OwedGapPage() {
  const { gapId: id } = route.useParams();
  const one = useEndpoint(owedGapEndpoints.read, { params: { id } });
  if (one.error) return <ErrorState problem={problemOf(one.error)} onRepeat={() => void one.refetch()} />;
  return one.data ? <OneGap one={one.data} /> : <PageSkeleton />;
}

function OneGap({ one }: { one: OwedGapView }) {
  const { t } = useTranslation('supervision');
  const words = useWords();
  return (
    <>
      <PageTitle
        title={words(one.unit)}
        state={<OwedGapStateTag gap={one} />}
        lead={words(one.title)}
        actions={<PrintButton />}
      />
      <Stack>
        <OwedGapActs one={one} />
        <Panel title={t('owed.matter')}>
          <FactList facts={useFacts(one)} />
        </Panel>
        <Panel title={t('owed.course')}>
          <Course one={one} />
        </Panel>
        {one.bands.length > 0 ? (
          <Panel title={t('owed.bands')}>
            <Stack gap="small">
              {one.bands.map((band) => (
                <p key={band.title.en}>
                  {words(band.title)}: {words(band.words)}
                </p>
              ))}
              <p>{t('owed.notImposed')}</p>
            </Stack>
          </Panel>
        ) : null}
      </Stack>
    </>
  );
}

function useFacts(one: OwedGapView): Fact[] {
  const { t } = useTranslation('supervision');
  const words = useWords();
  const { authority, above, postClass, missing, keeper, mendedAt, mendedAs, escalatedAt } = one;
  const told = (at: string | undefined) => (at ? <Clock at={at} exact /> : '—');
  return [
    { key: 'says', name: t('owed.says'), value: words(one.words) },
    { key: 'rests', name: t('one.rests'), value: words(one.rests) },
    ...(postClass ? [{ key: 'post', name: t('placed.post'), value: words(postClass) }] : []),
    ...(missing === undefined
      ? []
      : [{ key: 'missing', name: t('owed.short'), value: t('owed.missing', { count: missing }) }]),
    { key: 'authority', name: t('owed.authority'), value: authority ? words(authority) : t('owed.noAuthority') },
    { key: 'above', name: t('owed.above'), value: above ? words(above) : t('owed.noAuthority') },
    ...(keeper ? [{ key: 'keeper', name: t('owed.held'), value: words(keeper) }] : []),
    { key: 'from', name: t('owed.from'), value: one.since },
    { key: 'found', name: t('owed.found'), value: told(one.foundAt) },
    { key: 'escalated', name: t('owed.escalated'), value: told(escalatedAt) },
    { key: 'owed', name: t('owed.owedSince'), value: told(one.owedAt) },
    {
      key: 'now',
      name: t('owed.now'),
      value: mendedAt ? (
        <span>
          {mendedAs ? words(mendedAs) : t('owed.mended')} · <Clock at={mendedAt} />
        </span>
      ) : (
        t(one.stillThere ? 'owed.stillThere' : 'owed.toVerify')
      ),
    },
    { key: 'person', name: t('owed.person'), value: t('owed.noPerson') },
  ];
}

type Step = OwedGapView['course'][number];

function Course({ one: { course } }: { one: OwedGapView }) {
  const { t } = useTranslation('supervision');
  const words = useWords();
  return (
    <ListTable<Step>
      label={t('owed.course')}
      items={course}
      itemKey={({ begunAt, title }) => `${begunAt}-${title.en}`}
      columns={[
        { key: 'step', title: t('owed.step'), isLead: true, render: ({ title }) => words(title) },
        { key: 'whose', title: t('owed.whose'), render: ({ responsible }) => words(responsible) },
        { key: 'begun', title: t('owed.begun'), render: ({ begunAt }) => <Clock at={begunAt} exact /> },
        { key: 'took', title: t('owed.took'), render: (step) => <Took step={step} /> },
      ]}
    />
  );
}

function Took({ step: { days, lateDays, endedAt } }: { step: Step }) {
  const { t } = useTranslation('supervision');
  return (
    <Stack gap="small">
      <span>{t(endedAt ? 'owed.done' : 'owed.goesOn', { count: days })}</span>
      {lateDays > 0 ? (
        <Line>
          <StatusTag tone="waiting" icon="clock" word={t('owed.lateDays', { count: lateDays })} />
        </Line>
      ) : null}
    </Stack>
  );
}
