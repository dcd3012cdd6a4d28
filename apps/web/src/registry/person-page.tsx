import { LookPurpose, registryEndpoints, type RecordView, type RegistryPersonView } from '@gatehouse/contract';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { may, useSession } from '../app/session/session.js';
import { readOf } from '../app/use-endpoint.js';
import { AnswerPanel } from '../ui/answer-panel.js';
import { ButtonLink } from '../ui/buttons.js';
import { Clock } from '../ui/clock.js';
import { problemOf } from '../ui/failure.js';
import { FactList } from '../ui/fact-list.js';
import { MaskedNumber } from '../ui/masked-number.js';
import { PageTitle } from '../ui/page-title.js';
import { Panel } from '../ui/panel.js';
import { Line, Stack } from '../ui/stack.js';
import { EmptyState, ErrorState, PageSkeleton } from '../ui/states.js';
import { Timeline } from '../ui/timeline.js';
import { useDay, useWords } from '../ui/words.js';
import { AliasPanel } from './alias-panel.js';
import { DecisionFacts } from './decision-facts.js';
import { KnownAsOn } from './known-as-on.js';
import { MergePanel } from './merge-panel.js';
import { ProposeChange, type ProposedVerb } from './propose-change.js';
import { RecordStateTags } from './record-state.js';

const route = getRouteApi('/signed-in/registry/persons/$personId');

/** One person on record, for a purpose: the one of the search, or else the one that is chosen here first. */
export function PersonPage() {
  const { personId } = route.useParams();
  const { purpose } = route.useSearch();
  if (purpose === undefined) return <ChoosePurpose personId={personId} />;
  return <Person key={personId} personId={personId} purpose={purpose} />;
}

function ChoosePurpose({ personId }: { readonly personId: string }) {
  const { t } = useTranslation('registry');
  return (
    <>
      <PageTitle title={t('person')} lead={t('find.purposeHint')} />
      <Panel title={t('find.purpose')}>
        <Line>
          {LookPurpose.options.map((purpose) => (
            <ButtonLink key={purpose} to="/registry/persons/$personId" params={{ personId }} search={{ purpose }}>
              {t(`purpose.${purpose}`)}
            </ButtonLink>
          ))}
        </Line>
      </Panel>
    </>
  );
}

type PersonProps = { readonly personId: string; readonly purpose: z.infer<typeof LookPurpose> };

/** Today or as the registry knew them on an earlier day. */
function Person({ personId, purpose }: PersonProps) {
  const { t } = useTranslation('registry');
  const [day, setDay] = useState<string>();
  const lookBack = day ? { effectiveOn: day, knownAt: new Date(`${day}T23:59:59`).toISOString() } : {};
  const query = { purpose, ...lookBack };
  const read = useQuery({
    ...readOf(registryEndpoints.readPerson, { params: { personId }, query }),
    placeholderData: keepPreviousData,
  });
  if (read.isPending) return <PageSkeleton />;
  if (read.error) {
    return (
      <>
        <PageTitle title={t('person')} />
        <ErrorState problem={problemOf(read.error)} onRepeat={() => void read.refetch()} />
      </>
    );
  }
  const person = read.data;
  const days = person.records.flatMap(({ actions }) => actions.map(({ at }) => at));
  return (
    <>
      <PageTitle title={person.names[0]?.name ?? t('person')} lead={t('personPage.lead')} />
      <Stack gap="large">
        {person.misuseMarkedAt ? <AnswerPanel tone="act" sentence={t('compare.misuse')} /> : null}
        <KnownAsOn times={days} day={day} onChange={setDay} isBusy={read.isFetching} />
        <Panel title={t('personPage.identity')}>
          <IdentityFacts person={person} />
        </Panel>
        {person.merges.map((merge) => (
          <MergePanel key={merge.id} merge={merge} parts={person.parts} records={person.records} />
        ))}
        {person.records.length === 0 ? (
          <EmptyState title={t('personPage.noRecords')} next={t('personPage.noRecordsNext')} />
        ) : null}
        {person.records.map((record) => (
          <RecordCard key={record.id} record={record} isPast={day !== undefined} />
        ))}
        {person.aliases.map((alias) => (
          <AliasPanel key={alias.id} alias={alias} />
        ))}
      </Stack>
    </>
  );
}

function IdentityFacts({ person }: { person: RegistryPersonView }) {
  const { t } = useTranslation('registry');
  const dayOf = useDay();
  const period = (from: string | null, to: string | null): string => {
    if (from === null) return to === null ? '' : t('personPage.until', { to: dayOf(to) });
    return to === null
      ? t('personPage.since', { from: dayOf(from) })
      : t('personPage.period', { from: dayOf(from), to: dayOf(to) });
  };
  return (
    <FactList
      facts={[
        ...person.names.map(({ name, kind, validFrom, validTo }, at) => ({
          key: `name-${String(at)}`,
          name: t(`nameKind.${kind === 'former' || kind === 'alias' ? kind : 'current'}`),
          value: `${name} ${period(validFrom, validTo)}`,
        })),
        ...person.documents.map(({ id, type, masked, validFrom, validTo }) => ({
          key: id,
          name: t(`documentType.${type}`),
          value: (
            <>
              <MaskedNumber masked={masked} /> {period(validFrom, validTo)}
            </>
          ),
        })),
        { key: 'sex', name: t('sex'), value: person.sex ? t(`sexes.${person.sex}`) : t('decision.unknown') },
        { key: 'nationality', name: t('nationality'), value: person.nationality ?? t('decision.unknown') },
      ]}
    />
  );
}

function RecordCard({ record, isPast }: { record: RecordView; isPast: boolean }) {
  const { t } = useTranslation('registry');
  const words = useWords();
  const mayPropose = may(useSession(), 'registry:enter') && !isPast && record.state === 'effective';
  const [verb, setVerb] = useState<ProposedVerb>();
  return (
    <Panel
      title={`${t(`decisionKind.${record.decision.kind}`)} · ${record.source.reference}`}
      aside={
        <Line>
          <RecordStateTags record={record} />
        </Line>
      }
    >
      <Stack>
        <DecisionFacts decision={record.decision} />
        <FactList
          facts={[
            {
              key: 'source',
              name: t('sources.source'),
              value: `${words({ en: record.source.nameEn, zh: record.source.nameZh })} · ${record.source.reference}`,
            },
            { key: 'law', name: t('verify.law'), value: record.law.map((line) => <p key={line.en}>{words(line)}</p>) },
            { key: 'entered', name: t('verify.entered'), value: <Clock at={record.enteredAt} exact /> },
          ]}
        />
        <Timeline
          label={t('personPage.happened')}
          entries={[...record.actions].reverse().map((action) => ({
            key: `${action.verb}-${action.at}`,
            at: action.at,
            what: t(`recordVerb.${action.verb}`),
            ...(action.reason ? { reason: action.reason } : {}),
          }))}
        />
        {mayPropose ? (
          <Line>
            {(['correct', 'seal', 'withdraw'] as const).map((one) => (
              <Button key={one} onClick={() => setVerb(one)}>
                {t(`propose.${one}`)}
              </Button>
            ))}
          </Line>
        ) : null}
        {verb ? <ProposeChange record={record} verb={verb} onClose={() => setVerb(undefined)} /> : null}
      </Stack>
    </Panel>
  );
}
