import type { InquiryView } from '@gatehouse/contract';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Clock } from '../ui/clock.js';
import { FactList } from '../ui/fact-list.js';
import { KeptUntil } from '../ui/kept-until.js';
import { MaskedNumber } from '../ui/masked-number.js';
import { Stack } from '../ui/stack.js';
import { useDay, useWords } from '../ui/words.js';
import { useTitleOf } from './choices.js';
import { useInquiryOptions } from './use-inquiry-options.js';

/** Whom it is about, for which post, by which law, and who decides. */
export function InquiryFacts({ view }: { view: InquiryView }) {
  const { t } = useTranslation('inquiry');
  const words = useWords();
  const titleOf = useTitleOf();
  const dayOf = useDay();
  const options = useInquiryOptions();
  const none = t('facts.none');
  return (
    <FactList
      facts={[
        {
          key: 'documents',
          name: t('facts.documents'),
          value:
            view.documents.length === 0 ? (
              none
            ) : (
              <Stack gap="small">
                {view.documents.map((document, index) => (
                  <span key={`${document.type}-${String(index)}`}>
                    {titleOf(options?.documentTypes, document.type)} <MaskedNumber masked={document.number} />
                  </span>
                ))}
              </Stack>
            ),
        },
        {
          key: 'former',
          name: t('facts.formerNames'),
          value: view.formerNames.length === 0 ? none : view.formerNames.join(t('separator')),
        },
        { key: 'purpose', name: t('draft.purpose'), value: titleOf(options?.purposes, view.purpose) },
        {
          key: 'post',
          name: t('draft.postClass'),
          value: [titleOf(options?.postClasses, view.postClass), view.postTitle].filter(Boolean).join(' · '),
        },
        {
          key: 'employment',
          name: t('draft.employmentForm'),
          value: titleOf(options?.employmentForms, view.employmentForm),
        },
        { key: 'start', name: t('draft.startDate'), value: view.startDate ? dayOf(view.startDate) : none },
        ...(view.kept ? [{ key: 'kept', name: t('facts.kept'), value: <KeptUntil kept={view.kept} /> }] : []),
        { key: 'unit', name: t('column.unit'), value: words(view.unit) },
        { key: 'authority', name: t('facts.authority'), value: words(view.authority) || none },
        {
          key: 'proof',
          name: t('proof.label'),
          value: view.identityProof
            ? titleOf(options?.identityProofs, view.identityProof.kind)
            : t(view.monitored ? 'proof.monitored' : 'proof.open'),
        },
        {
          key: 'consent',
          name: t('facts.consent'),
          value: <Consent view={view} />,
        },
        {
          key: 'bases',
          name: t('facts.legalBases'),
          value:
            view.legalBases.length === 0
              ? none
              : view.legalBases.map(({ title }) => words(title)).join(t('lawSeparator')),
        },
        ...(view.mayStartFrom
          ? [{ key: 'mayStart', name: t('facts.mayStartFrom'), value: <Clock at={view.mayStartFrom} exact /> }]
          : []),
        ...(view.settlement
          ? [
              {
                key: 'settlement',
                name: t('facts.settlement'),
                value: <Settled settlement={view.settlement} />,
              },
            ]
          : []),
        ...(view.objection
          ? [
              {
                key: 'objection',
                name: t('facts.objection'),
                value: titleOf(options?.objectionReasons, view.objection.reason),
              },
            ]
          : []),
      ]}
    />
  );
}

function Consent({ view: { monitored, consent } }: { view: InquiryView }) {
  const { t } = useTranslation('inquiry');
  if (monitored) return t('consent.monitored');
  return (
    <>
      {t(`consent.state.${consent.state}`)}
      {consent.at ? (
        <>
          {' · '}
          <Clock at={consent.at} />
        </>
      ) : null}
    </>
  );
}

/** What came of it, and of a hire the way to their row on the roster. */
function Settled({ settlement: { kind, on, employmentId } }: { settlement: NonNullable<InquiryView['settlement']> }) {
  const { t } = useTranslation('inquiry');
  const titleOf = useTitleOf();
  const dayOf = useDay();
  const options = useInquiryOptions();
  return (
    <>
      {`${titleOf(options?.settlements, kind)} · ${dayOf(on)}`}
      {employmentId === undefined ? null : (
        <>
          {' · '}
          <Link to="/staff/$employmentId" params={{ employmentId }}>
            {t('facts.rosterRow')}
          </Link>
        </>
      )}
    </>
  );
}
