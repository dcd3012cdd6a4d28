import type { DecisionEntry } from '@gatehouse/contract';
import { useTranslation } from 'react-i18next';
import { type Fact, FactList } from '../ui/fact-list.js';
import { useDay } from '../ui/words.js';

/** A decision on record, as facts; what is not known is said. With `changedFrom`, what differs is marked in words. */
export function DecisionFacts({
  decision,
  changedFrom,
}: {
  decision: DecisionEntry;
  changedFrom?: DecisionEntry | null;
}) {
  const { t } = useTranslation('registry');
  const now = useDecisionFacts(decision);
  const before = useDecisionFacts(changedFrom ?? decision);
  const facts: readonly Fact[] = now.map((fact, at) => {
    const was = before[at]?.value;
    if (was === fact.value) return fact;
    return {
      ...fact,
      value: (
        <>
          <ins>{fact.value}</ins> <del>{t('decision.was', { was })}</del>
        </>
      ),
    };
  });
  return <FactList facts={facts} />;
}

type DecisionFact = Fact & { readonly value: string };

function useDecisionFacts(decision: DecisionEntry): readonly DecisionFact[] {
  const { t } = useTranslation('registry');
  const dayOf = useDay();
  const unknown = t('decision.unknown');
  const sentenceWords = (sentence: NonNullable<DecisionEntry['sentence']>): string =>
    sentence.months === null
      ? t(`sentence.${sentence.kind}`)
      : t('decision.sentenceOf', { kind: t(`sentence.${sentence.kind}`), months: sentence.months });
  const acts = decision.acts.map(({ from, to }) =>
    to ? t('decision.span', { from: dayOf(from), to: dayOf(to) }) : dayOf(from),
  );
  const fact = (key: string, name: string, value: string | null): DecisionFact => ({
    key,
    name,
    value: value ?? unknown,
  });
  return [
    fact('kind', t('decision.kind'), t(`decisionKind.${decision.kind}`)),
    fact('codes', t('decision.codes'), decision.offenceCodes.join(t('separator'))),
    fact('body', t('decision.body'), decision.decidingBodyName),
    fact('date', t('decision.date'), decision.decisionDate && dayOf(decision.decisionDate)),
    fact('effective', t('decision.effective'), decision.effectiveDate && dayOf(decision.effectiveDate)),
    fact('appeal', t('decision.appeal'), t(decision.appealPending ? 'decision.appealYes' : 'decision.appealNo')),
    fact(
      'end',
      t('decision.end'),
      decision.endDate ? dayOf(decision.endDate) : t(decision.kind === 'ban' ? 'decision.endNone' : 'compare.none'),
    ),
    fact('sentence', t('decision.sentence'), decision.sentence ? sentenceWords(decision.sentence) : null),
    fact('acts', t('decision.acts'), acts.length > 0 ? acts.join(t('separator')) : null),
    fact('identity', t('decision.identity'), t(`identity.${decision.identityEstablishedBy}`)),
  ];
}
