import { type OwedGapLine, owedGapEndpoints, wordsOfState } from '@gatehouse/contract';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../app/api.js';
import { ButtonLink, PrintButton } from '../ui/buttons.js';
import { Clock } from '../ui/clock.js';
import { CursorList } from '../ui/cursor-list.js';
import { PageTitle } from '../ui/page-title.js';
import { Line, Stack } from '../ui/stack.js';
import { EmptyState } from '../ui/states.js';
import { StatusTag, type Tone } from '../ui/status-tag.js';
import { useWords } from '../ui/words.js';

const route = getRouteApi('/signed-in/owed-gaps');

/** Gaps that are owed to the own procuratorate, or to those below it; the worst and oldest first. */
export function OwedGapsPage() {
  const { t } = useTranslation('supervision');
  const { closed, below } = route.useSearch();
  const query = { closed: closed ?? ('no' as const), below: below ?? ('no' as const) };
  const [isFilled, setIsFilled] = useState(false);
  const shown = below ? 'below' : closed ? 'closed' : 'open';
  return (
    <>
      <PageTitle
        title={t(`owed.titles.${shown}`)}
        lead={t(`owed.leads.${shown}`)}
        actions={
          <>
            {shown === 'open' ? null : <ButtonLink to="/owed-gaps">{t('owed.show.open')}</ButtonLink>}
            {shown === 'closed' ? null : (
              <ButtonLink to="/owed-gaps" search={{ closed: 'yes' }}>
                {t('owed.show.closed')}
              </ButtonLink>
            )}
            {shown === 'below' ? null : (
              <ButtonLink to="/owed-gaps" search={{ below: 'yes' }}>
                {t('owed.show.below')}
              </ButtonLink>
            )}
            {isFilled ? <PrintButton /> : null}
          </>
        }
      />
      <CursorList<OwedGapLine>
        key={shown}
        name={`owed-gaps-${shown}`}
        label={t(`owed.titles.${shown}`)}
        itemKey={({ id }) => id}
        load={({ cursor, signal }) => call(owedGapEndpoints.list, { query: { ...query, cursor } }, { signal })}
        columns={[
          { key: 'unit', title: t('owed.unit'), isLead: true, render: (gap) => <Unit gap={gap} /> },
          { key: 'what', title: t('owed.what'), render: (gap) => <What gap={gap} /> },
          { key: 'since', title: t('owed.since'), render: (gap) => <Since gap={gap} /> },
          { key: 'state', title: t('list.state'), render: (gap) => <OwedGapStateTag gap={gap} /> },
        ]}
        onFilled={setIsFilled}
        empty={<EmptyState title={t('owed.empty')} next={t('owed.emptyNext')} />}
      />
    </>
  );
}

function Unit({ gap: { id, unit, authority, keeper } }: { gap: OwedGapLine }) {
  const { t } = useTranslation('supervision');
  const words = useWords();
  return (
    <Stack gap="small">
      <Link to="/owed-gaps/$gapId" params={{ gapId: id }}>
        {words(unit)}
      </Link>
      {authority ? <span>{t('owed.late', { authority: words(authority) })}</span> : null}
      {keeper ? <span>{t('owed.keeper', { keeper: words(keeper) })}</span> : null}
    </Stack>
  );
}

function What({ gap: { title, isUrgent, postClass, missing } }: { gap: OwedGapLine }) {
  const { t } = useTranslation('supervision');
  const words = useWords();
  return (
    <Stack gap="small">
      <Line>
        <StatusTag tone={isUrgent ? 'stop' : 'waiting'} word={words(title)} />
      </Line>
      {postClass ? <span>{words(postClass)}</span> : null}
      {missing === undefined ? null : <span>{t('owed.missing', { count: missing })}</span>}
    </Stack>
  );
}

function Since({ gap: { days, owedAt, lies } }: { gap: OwedGapLine }) {
  const { t } = useTranslation('supervision');
  const words = useWords();
  return (
    <Stack gap="small">
      <span>{t('owed.days', { count: days })}</span>
      <span>
        {t('owed.owed')} <Clock at={owedAt} />
      </span>
      {lies ? <span>{t('owed.lies', { step: words(lies) })}</span> : null}
    </Stack>
  );
}

const tones: Readonly<Record<OwedGapLine['state'], Tone>> = { waiting: 'waiting', in_hand: 'active', closed: 'ended' };

/** How far a gap has come at the procuratorate, and whether it was mended meanwhile. */
export function OwedGapStateTag({ gap: { state, isMine, mendedAt } }: { gap: OwedGapLine }) {
  const { t } = useTranslation('supervision');
  const words = useWords();
  return (
    <Stack gap="small">
      <Line>
        <StatusTag tone={tones[state]} word={words(wordsOfState('owed-gap', state))} />
      </Line>
      {isMine ? <span>{t('owed.mine')}</span> : null}
      {mendedAt ? <span>{t('owed.mended')}</span> : null}
    </Stack>
  );
}
