import type { LookReview } from '@gatehouse/contract';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Clock } from '../ui/clock.js';
import { type Fact, FactList } from '../ui/fact-list.js';
import { Panel } from '../ui/panel.js';
import { Stack } from '../ui/stack.js';
import { StatusTag, type Tone } from '../ui/status-tag.js';
import { ActName } from './act-name.js';
import { ActorName } from './log-names.js';

const tones: Readonly<Record<LookReview['state'], Tone>> = {
  drawn: 'waiting',
  asked: 'waiting',
  answered: 'waiting',
  in_order: 'ended',
  not_in_order: 'ended',
};

/** One look that was drawn: who, when, for what; never whom it was about. */
export function LookPanel({ look, children }: { look: LookReview; children: ReactNode }) {
  const { t } = useTranslation('journal');
  const who = <ActorName actor={`account:${look.accountId}`} />;
  const isOpen = look.state !== 'in_order' && look.state !== 'not_in_order';
  const purpose = look.purpose === null ? t('looks.notSaid') : t(`looks.purpose.${look.purpose}`, look.purpose);
  const told = (key: string, name: string, value: string | null): Fact[] =>
    value === null ? [] : [{ key, name, value }];
  return (
    <Panel
      title={t('looks.of', { reference: look.reference ?? t('looks.noReference') })}
      aside={<StatusTag tone={tones[look.state]} word={t(`looks.state.${look.state}`)} />}
    >
      <Stack>
        <FactList
          facts={[
            { key: 'who', name: t('looks.who'), value: who },
            { key: 'act', name: t('looks.act'), value: <ActName act={look.act} /> },
            { key: 'at', name: t('looks.at'), value: <Clock at={look.lookedAt} exact /> },
            { key: 'purpose', name: t('looks.purposeTitle'), value: purpose },
            ...(isOpen
              ? [{ key: 'due', name: t('looks.due'), value: <Clock at={look.dueAt} kind="due" exact /> }]
              : []),
            ...told('wants', t('looks.wantsTitle'), look.wants && t(`looks.wants.${look.wants}`)),
            ...told('confirmed', t('looks.superior'), confirmedWords(look, t('looks.confirmed'), t('looks.denied'))),
            ...told('answer', t('looks.answer'), look.answer),
            ...told('words', t('looks.found'), look.words),
          ]}
        />
        {children}
      </Stack>
    </Panel>
  );
}

/** The way to the entry of a look, for whoever reads the log. */
export function EntryLink({ entryId }: { entryId: string }) {
  const { t } = useTranslation('journal');
  return (
    <Link to="/journal/$entryId" params={{ entryId }}>
      {t('looks.entry')}
    </Link>
  );
}

function confirmedWords({ isConfirmed }: LookReview, yes: string, no: string): string | null {
  if (isConfirmed === null) return null;
  return isConfirmed ? yes : no;
}
