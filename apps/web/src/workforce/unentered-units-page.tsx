import { coverageEndpoints, type UnenteredUnit, unenteredOutcomes, unenteredUnitEndpoints } from '@gatehouse/contract';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../app/api.js';
import { useAct, useEndpoint } from '../app/use-endpoint.js';
import { ButtonLink } from '../ui/buttons.js';
import { Clock } from '../ui/clock.js';
import { CursorList } from '../ui/cursor-list.js';
import { PageTitle } from '../ui/page-title.js';
import { Line, Stack } from '../ui/stack.js';
import { EmptyState } from '../ui/states.js';
import { StatusTag } from '../ui/status-tag.js';
import { useWords } from '../ui/words.js';
import { HandOnDialog, OutcomeDialog } from './outcome-dialogs.js';

const states = ['waiting', 'answered'] as const;

/** Units that registers name and nobody has entered, the one due first first; those that were seen to by the filter. */
export function UnenteredUnitsPage() {
  const { t } = useTranslation('workforce');
  return (
    <>
      <PageTitle
        title={t('unentered.title')}
        lead={t('unentered.lead')}
        actions={<ButtonLink to="/roster-units">{t('units.title')}</ButtonLink>}
      />
      <CursorList<UnenteredUnit>
        name="unentered-units"
        label={t('unentered.title')}
        itemKey={({ id }) => id}
        load={({ filters, cursor, signal }) => {
          const state = states.find((one) => one === filters.state);
          return call(unenteredUnitEndpoints.list, { query: { cursor, state } }, { signal });
        }}
        filters={[
          {
            name: 'state',
            label: t('unentered.state'),
            choices: states.map((value) => ({ value, label: t(`unentered.states.${value}`) })),
          },
        ]}
        firstFilters={{ state: 'waiting' }}
        columns={[
          { key: 'unit', title: t('unentered.unit'), isLead: true, render: (unit) => <Unit unit={unit} /> },
          { key: 'counted', title: t('unentered.counted'), render: (unit) => <Counted unit={unit} /> },
          { key: 'state', title: t('unentered.state'), render: (unit) => <State unit={unit} /> },
          { key: 'act', title: t('gaps.act'), render: (unit) => <Acts unit={unit} /> },
        ]}
        empty={<EmptyState title={t('unentered.empty')} next={t('unentered.emptyNext')} />}
      />
    </>
  );
}

function Unit({ unit: { name, creditCode, registeredIn, closedAt, passedFrom } }: { unit: UnenteredUnit }) {
  const { t } = useTranslation('workforce');
  const words = useWords();
  return (
    <Stack gap="small">
      <strong>{name === '' ? t('unentered.noName') : name}</strong>
      <span>{t('unentered.code', { code: creditCode })}</span>
      {registeredIn ? <span>{t('unentered.registeredIn', { place: words(registeredIn) })}</span> : null}
      {closedAt ? (
        <span>
          {t('unentered.closed')} <Clock at={closedAt} />
        </span>
      ) : null}
      {passedFrom ? <span>{t('tips.passedFrom', { from: words(passedFrom) })}</span> : null}
    </Stack>
  );
}

function Counted({ unit: { counts } }: { unit: UnenteredUnit }) {
  const { t } = useTranslation('workforce');
  const words = useWords();
  return (
    <Stack gap="small">
      {counts.map(({ source, postClass, headcount, asOf }) => (
        <span key={`${source.id} ${postClass?.id ?? ''}`}>
          {t('unentered.line', {
            source: words(source.title),
            post: postClass ? words(postClass.title) : t('unentered.all'),
            count: headcount,
            day: asOf,
          })}
        </span>
      ))}
    </Stack>
  );
}

function State({ unit }: { unit: UnenteredUnit }) {
  const { t } = useTranslation('workforce');
  const words = useWords();
  const { outcome, foundAt, dueAt, answeredAt, note, holdsUntil, authority, mayAnswer } = unit;
  const whose = mayAnswer ? null : <span>{t('unentered.with', { authority: words(authority) })}</span>;
  if (outcome === undefined)
    return (
      <Stack gap="small">
        <Clock at={dueAt} kind="due" />
        <span>
          {t('unentered.found')} <Clock at={foundAt} />
        </span>
        {whose}
      </Stack>
    );
  return (
    <Stack gap="small">
      <StatusTag tone="ended" word={t(`unentered.outcomes.${outcome}`)} />
      {answeredAt ? <Clock at={answeredAt} /> : null}
      {note ? <p>{note}</p> : null}
      {holdsUntil ? <span>{t('unentered.holds', { day: holdsUntil })}</span> : null}
      {whose}
    </Stack>
  );
}

function Acts({ unit }: { unit: UnenteredUnit }) {
  const { t } = useTranslation('workforce');
  const [asked, setAsked] = useState<'answer' | 'handOn'>();
  const close = (): void => setAsked(undefined);
  if (!unit.mayAnswer) return <span>{t('gaps.watch')}</span>;
  return (
    <>
      <Line>
        <Button type="primary" onClick={() => setAsked('answer')}>
          {t('unentered.answer')}
        </Button>
        <Button onClick={() => setAsked('handOn')}>{t('outcome.handOn')}</Button>
      </Line>
      {asked === 'answer' ? <Answer unit={unit} onClose={close} /> : null}
      {asked === 'handOn' ? <HandOn unit={unit} onClose={close} /> : null}
    </>
  );
}

type DeedProps = { readonly unit: UnenteredUnit; readonly onClose: () => void };

const old = { lists: ['unentered-units'], refresh: [coverageEndpoints.home] };

function Answer({ unit, onClose }: DeedProps) {
  const { t } = useTranslation('workforce');
  const answer = useAct(unenteredUnitEndpoints.answer, { ...old, say: t('unentered.said'), onDone: onClose });
  return (
    <OutcomeDialog
      title={t('unentered.answerTitle')}
      lead={t('unentered.answerLead')}
      act={t('unentered.answer')}
      outcomes={unenteredOutcomes.map((value) => ({ value, label: t(`unentered.outcomes.${value}`) }))}
      isBusy={answer.isPending}
      error={answer.error}
      onSend={(outcome, note) => answer.mutate({ params: { id: unit.id }, body: { outcome, note } })}
      onClose={onClose}
    />
  );
}

function HandOn({ unit, onClose }: DeedProps) {
  const { t } = useTranslation('workforce');
  const areas = useEndpoint(unenteredUnitEndpoints.areas, {});
  const handOn = useAct(unenteredUnitEndpoints.passOn, { ...old, say: t('outcome.saidHandedOn'), onDone: onClose });
  return (
    <HandOnDialog
      title={t('outcome.handOn')}
      lead={t('outcome.handOnLead')}
      areas={areas.data?.items ?? []}
      isBusy={handOn.isPending}
      error={areas.error ?? handOn.error}
      onSend={(area) => handOn.mutate({ params: { id: unit.id }, body: { area } })}
      onClose={onClose}
    />
  );
}
