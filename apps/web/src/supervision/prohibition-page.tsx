import { prohibitionEndpoints, type ProhibitionView } from '@gatehouse/contract';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useEndpoint } from '../app/use-endpoint.js';
import { ButtonLink, PrintButton } from '../ui/buttons.js';
import { Clock } from '../ui/clock.js';
import { problemOf } from '../ui/failure.js';
import { type Fact, FactList } from '../ui/fact-list.js';
import { Icon } from '../ui/icon.js';
import { KeptUntil } from '../ui/kept-until.js';
import { MaskedNumber } from '../ui/masked-number.js';
import { PageTitle } from '../ui/page-title.js';
import { Panel } from '../ui/panel.js';
import { Stack } from '../ui/stack.js';
import { ErrorState, PageSkeleton } from '../ui/states.js';
import { Timeline } from '../ui/timeline.js';
import { useLanguage, useWords } from '../ui/words.js';
import { ChangePanel } from './change-panel.js';
import { EndEarlier } from './end-earlier.js';
import { NextAct } from './next-act.js';
import { Placements } from './placements.js';
import { ProhibitionStateTag } from './prohibition-state.js';

const route = getRouteApi('/signed-in/prohibitions/$prohibitionId');

/** One order with its life, and the one thing to do about it now. */
export function ProhibitionPage() {
  const { prohibitionId: id } = route.useParams();
  const one = useEndpoint(prohibitionEndpoints.read, { params: { id } });
  if (one.error) return <ErrorState problem={problemOf(one.error)} onRepeat={() => void one.refetch()} />;
  return one.data ? <OneProhibition key={one.data.version} one={one.data} /> : <PageSkeleton />;
}

function OneProhibition({ one }: { one: ProhibitionView }) {
  const { t } = useTranslation('supervision');
  const words = useWords();
  const { may, change } = one;
  const mayEdit = may.includes('amend') || may.includes('propose_change');
  return (
    <>
      <PageTitle
        title={one.name}
        state={<ProhibitionStateTag state={one.state} />}
        lead={words(one.regime)}
        actions={
          <>
            {mayEdit ? (
              <ButtonLink
                to="/prohibitions/$prohibitionId/entry"
                params={{ prohibitionId: one.id }}
                icon={<Icon of="mend" />}
              >
                {t(may.includes('amend') ? 'one.amend' : 'one.correct')}
              </ButtonLink>
            ) : null}
            <PrintButton />
          </>
        }
      />
      <Stack>
        <NextAct one={one} />
        {change ? <ChangePanel one={one} change={change} /> : null}
        {one.seen.length > 0 ? <Placements one={one} /> : null}
        <Panel title={t('one.order')}>
          <FactList facts={useOrderFacts(one)} />
        </Panel>
        <Panel title={t('one.case')}>
          <FactList facts={useCaseFacts(one)} />
        </Panel>
        {one.others.length > 0 ? <Others one={one} /> : null}
        {may.includes('propose_change') ? <EndEarlier one={one} /> : null}
        <Panel title={t('one.timeline')}>
          <Timeline
            label={t('one.timeline')}
            entries={[...one.timeline].reverse().map(({ what, words: text, at, reason }) => ({
              key: `${what}-${at}`,
              at,
              what: words(text),
              ...(reason === undefined ? {} : { reason }),
            }))}
          />
        </Panel>
      </Stack>
    </>
  );
}

function useOrderFacts(one: ProhibitionView): Fact[] {
  const { t } = useTranslation('supervision');
  const words = useWords();
  const language = useLanguage();
  const posts = one.posts.map(words).join(language === 'zh' ? '、' : ', ');
  const { toldAt, receivedAt } = one;
  return [
    { key: 'says', name: t('one.says'), value: words(one.regimeWords) },
    { key: 'rests', name: t('one.rests'), value: `${words(one.rests)}${one.isSourceRead ? '' : t('one.notRead')}` },
    { key: 'from', name: t('one.from'), value: words(one.from) },
    { key: 'until', name: t('one.until'), value: words(one.until) },
    { key: 'posts', name: t('one.posts'), value: posts === '' ? t('one.allPosts') : posts },
    { key: 'watched', name: t('one.watchedBy'), value: words(one.watchedBy) },
    {
      key: 'told',
      name: t('one.told'),
      value: toldAt ? <Clock at={toldAt} exact /> : t('one.notTold'),
    },
    {
      key: 'received',
      name: t('one.received'),
      value: receivedAt ? <Clock at={receivedAt} exact /> : t('one.notReceived'),
    },
    ...(one.kept ? [{ key: 'kept', name: t('one.kept'), value: <KeptUntil kept={one.kept} /> }] : []),
    ...(one.isDisplaced ? [{ key: 'displaced', name: t('one.displaced'), value: t('one.displacedWords') }] : []),
  ];
}

function useCaseFacts(one: ProhibitionView): Fact[] {
  const { t } = useTranslation('supervision');
  const words = useWords();
  const { service, formerNames } = one;
  return [
    {
      key: 'document',
      name: t('one.document'),
      value: one.documents.map(({ number }, place) => (
        <MaskedNumber key={`${number}-${String(place)}`} masked={number} />
      )),
    },
    ...(formerNames.length > 0 ? [{ key: 'former', name: t('one.formerNames'), value: formerNames.join('、') }] : []),
    { key: 'by', name: t('form.orderedBy'), value: one.orderedBy },
    { key: 'number', name: t('form.caseNumber'), value: one.caseNumber },
    { key: 'offence', name: t('form.offence'), value: one.offence },
    { key: 'effective', name: t('form.effectiveOn'), value: one.effectiveOn },
    { key: 'sentence', name: t('form.sentence'), value: words(one.sentence) },
    { key: 'ends', name: t('form.sentenceEndsOn'), value: one.sentenceEndsOn ?? '—' },
    ...(one.paroledOn ? [{ key: 'parole', name: t('form.paroledOn'), value: one.paroledOn }] : []),
    ...(one.years ? [{ key: 'years', name: t('form.years'), value: String(one.years) }] : []),
    ...(one.deedOn ? [{ key: 'deed', name: t('form.deedOn'), value: one.deedOn }] : []),
    ...(one.sentenceMonths
      ? [{ key: 'months', name: t('form.sentenceMonths'), value: String(one.sentenceMonths) }]
      : []),
    { key: 'department', name: t('form.department'), value: one.department },
    {
      key: 'served',
      name: t('one.served'),
      value: service ? t(`one.service.${service.document}`, { on: service.on }) : t('one.notServed'),
    },
    ...(one.exposesChild ? [{ key: 'exposes', name: t('form.service'), value: t('form.exposesChild') }] : []),
  ];
}

function Others({ one: { others } }: { one: ProhibitionView }) {
  const { t } = useTranslation('supervision');
  const words = useWords();
  return (
    <Panel title={t('one.others')}>
      <Stack gap="small">
        {others.map(({ id, regime, state }) => (
          <span key={id}>
            <Link to="/prohibitions/$prohibitionId" params={{ prohibitionId: id }}>
              {words(regime)}
            </Link>{' '}
            <ProhibitionStateTag state={state} />
          </span>
        ))}
      </Stack>
    </Panel>
  );
}
