import type { AnswerReplay, ReplayDifference } from '@gatehouse/contract';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { AnswerPanel } from '../ui/answer-panel.js';
import { Clock } from '../ui/clock.js';
import { FactList } from '../ui/fact-list.js';
import { MarkedList } from '../ui/marked-list.js';
import { MaskedNumber } from '../ui/masked-number.js';
import { Panel } from '../ui/panel.js';
import { Line, Stack } from '../ui/stack.js';
import { StatusTag } from '../ui/status-tag.js';
import { useWords } from '../ui/words.js';
import { useDecisionText } from './comparison-words.js';
import { RecordStateTags } from './record-state.js';
import { ThenAndNow, type ThenAndNowRow } from './then-and-now.js';

type Side = AnswerReplay['then'] | AnswerReplay['now'];
type Compared = AnswerReplay['comparisons'][number];
type ReplayRecord = Compared['records'][number];

/** One answer: what was asked, what is different today in words, and either side by side. */
export function Replay({ replay }: { readonly replay: AnswerReplay }) {
  const { t } = useTranslation('registry');
  return (
    <Stack gap="large">
      <AnswerPanel
        tone="plain"
        sentence={t(replay.then.outcome === replay.now.outcome ? 'replay.alike' : 'replay.unlike', {
          then: t(`replay.outcome.${replay.then.outcome}`),
          now: t(`replay.outcome.${replay.now.outcome}`),
        })}
        next={t('replay.notAnswer')}
      />
      <Panel title={t('replay.differences')}>
        <Differences differences={replay.differences} />
      </Panel>
      <Panel title={t('replay.asking')}>
        <Asking replay={replay} />
      </Panel>
      <Sides replay={replay} />
      {replay.comparisons.map((one) => (
        <Comparison key={one.comparisonId} compared={one} />
      ))}
    </Stack>
  );
}

function Differences({ differences }: { readonly differences: readonly ReplayDifference[] }) {
  const { t } = useTranslation('registry');
  if (differences.length === 0) return <p>{t('replay.noDifference')}</p>;
  return (
    <MarkedList icon="change" items={differences.map((one) => ({ key: one, words: t(`replay.difference.${one}`) }))} />
  );
}

function Asking({ replay: { asked, recalledAt, lookedAgain } }: { readonly replay: AnswerReplay }) {
  const { t } = useTranslation('registry');
  const words = useWords();
  return (
    <FactList
      facts={[
        { key: 'name', name: t('person'), value: [asked.name, ...asked.formerNames].join(t('separator')) },
        { key: 'documents', name: t('documents'), value: <Documents documents={asked.documents} /> },
        { key: 'for', name: t('replay.askedFor'), value: `${words(asked.purpose)} · ${words(asked.postClass)}` },
        { key: 'unit', name: t('replay.unit'), value: `${words(asked.unitType)} · ${asked.askedBy}` },
        { key: 'basis', name: t('replay.basis'), value: asked.legalBases.map(words).join(t('separator')) },
        { key: 'proof', name: t('compare.identity'), value: words(asked.identityProof) },
        { key: 'at', name: t('replay.askedAt'), value: <Clock at={asked.askedAt} exact /> },
        {
          key: 'recalled',
          name: t('replay.recalled'),
          value: recalledAt ? <Clock at={recalledAt} exact /> : t('replay.notRecalled'),
        },
        ...lookedAgain.map(({ askedAt, outcome }) => ({
          key: `again-${askedAt}`,
          name: t('replay.again'),
          value: (
            <>
              {outcome ? t(`replay.outcome.${outcome}`) : t('none')} <Clock at={askedAt} exact />
            </>
          ),
        })),
      ]}
    />
  );
}

function Documents({ documents }: { readonly documents: Compared['then']['documents'] }) {
  const { t } = useTranslation('registry');
  return documents.map(({ type, masked }, at) => (
    <span key={`${masked}-${String(at)}`}>
      {at > 0 ? t('separator') : ''}
      {t(`documentType.${type}`)} <MaskedNumber masked={masked} />
    </span>
  ));
}

/** Then and today: the answer, what it could tell, the law, the rules, and how fresh the sources were. */
function Sides({ replay: { then, now } }: { readonly replay: AnswerReplay }) {
  const { t } = useTranslation('registry');
  const words = useWords();
  const row = (key: string, title: string, of: (side: Side) => ReactNode, isDifferent?: boolean): ThenAndNowRow => ({
    ...{ key, title, then: of(then), now: of(now), isDifferent },
  });
  const pack = ({ lawPack }: Side): ReactNode =>
    lawPack ? (
      <>
        {lawPack.id} {lawPack.version} <code>{lawPack.hash.slice(0, 12)}</code>
      </>
    ) : (
      t('replay.notKept')
    );
  const sources = (side: Side): ReactNode =>
    side.sources.map(({ nameEn, nameZh, knownUpTo, silentSince }) => (
      <p key={nameEn}>
        {words({ en: nameEn, zh: nameZh })} <Clock at={knownUpTo} exact />
        {silentSince ? ` ${t('replay.silent')}` : ''}
      </p>
    ));
  const labels = (side: Side): string => (side.labels.length > 0 ? side.labels.join(t('separator')) : t('none'));
  return (
    <Panel title={t('replay.sides')}>
      <Stack>
        <ThenAndNow
          label={t('replay.sides')}
          rows={[
            row('at', t('replay.moment'), ({ at }) => <Clock at={at} exact />),
            row(
              'outcome',
              t('replay.answer'),
              ({ outcome }) => t(`replay.outcome.${outcome}`),
              then.outcome !== now.outcome,
            ),
            row('labels', t('replay.types'), labels, labels(then) !== labels(now)),
            row('law', t('replay.law'), pack, then.lawPack !== null && then.lawPack.hash !== now.lawPack?.hash),
            row(
              'rules',
              t('replay.rules'),
              ({ ruleVersion }) => ruleVersion ?? t('replay.notKept'),
              then.ruleVersion !== null && then.ruleVersion !== now.ruleVersion,
            ),
            row('sources', t('replay.sources'), sources),
          ]}
        />
        {then.isPackKept ? null : <p>{t('replay.packNotKept')}</p>}
        <p>{t('replay.engine')}</p>
        {now.uncompared > 0 ? <p>{t('replay.uncompared', { count: now.uncompared })}</p> : null}
      </Stack>
    </Panel>
  );
}

/** One person whom two people compared: the evidence of then, what they found, and what is on record on either side. */
function Comparison({ compared }: { readonly compared: Compared }) {
  const { t } = useTranslation('registry');
  const words = useWords();
  const names = ({ names: all }: Compared['then']): string => all.join(t('separator')) || t('none');
  const numbers = ({ documents }: Compared['then']): string =>
    documents.map(({ type, masked }) => type + masked).join();
  return (
    <Panel
      title={t('replay.compared', { name: names(compared.then) })}
      aside={<StatusTag tone="neutral" word={t(`ending.${compared.ending}`)} />}
    >
      <Stack>
        <p>
          <strong>{t('replay.evidence')}</strong>
        </p>
        <ul>
          {compared.evidence.map((line) => (
            <li key={line.en}>{words(line)}</li>
          ))}
        </ul>
        <FactList
          facts={compared.opinions.map(({ stage, ending, at }) => ({
            key: stage,
            name: t(`stage.${stage}`),
            value: (
              <>
                {t(`ending.${ending}`)} · <Clock at={at} exact />
              </>
            ),
          }))}
        />
        <p>{t('replay.reasonsKept')}</p>
        <ThenAndNow
          label={t('replay.onRecord')}
          rows={[
            {
              key: 'names',
              title: t('names'),
              then: names(compared.then),
              now: names(compared.now),
              isDifferent: names(compared.then) !== names(compared.now),
            },
            {
              key: 'documents',
              title: t('documents'),
              then: <Documents documents={compared.then.documents} />,
              now: <Documents documents={compared.now.documents} />,
              isDifferent: numbers(compared.then) !== numbers(compared.now),
            },
            ...compared.records.map((record) => ({
              key: record.id,
              title: `${words({ en: record.source.nameEn, zh: record.source.nameZh })} · ${record.source.reference}`,
              then: <RecordSide side={record.then} />,
              now: <RecordSide side={record.now} />,
              isDifferent: record.differences.length > 0,
              words: record.differences.map((one) => t(`replay.difference.${one}`)),
            })),
          ]}
        />
      </Stack>
    </Panel>
  );
}

function RecordSide({ side }: { readonly side: ReplayRecord['then'] }) {
  const { t } = useTranslation('registry');
  const decisionOf = useDecisionText();
  if (side === null) return <>{t('replay.notThere')}</>;
  return (
    <Stack gap="small">
      <span>{decisionOf(side.decision)}</span>
      <Line>
        <RecordStateTags record={{ state: side.state, corrected: false }} />
        {side.labels.length > 0 ? side.labels.join(t('separator')) : t('replay.notTold')}
      </Line>
    </Stack>
  );
}
