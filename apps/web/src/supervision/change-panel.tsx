import { prohibitionEndpoints, type ProhibitionView } from '@gatehouse/contract';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct } from '../app/use-endpoint.js';
import { ConfirmReason } from '../ui/confirm-reason.js';
import { problemOf } from '../ui/failure.js';
import { type Fact, FactList } from '../ui/fact-list.js';
import { Panel } from '../ui/panel.js';
import { Line, Stack } from '../ui/stack.js';
import { ErrorState } from '../ui/states.js';
import { useLanguage, useWords } from '../ui/words.js';
import { refreshed } from './refreshed.js';

type ChangePanelProps = { readonly one: ProhibitionView; readonly change: NonNullable<ProhibitionView['change']> };

/** A change that waits: what it is, why, and the decision of a second procurator. */
export function ChangePanel({ one, change }: ChangePanelProps) {
  const { t } = useTranslation('supervision');
  const words = useWords();
  const language = useLanguage();
  const { endsOn, differences, reason } = change;
  const facts: Fact[] = [
    { key: 'kind', name: t('change.kind'), value: words(change.title) },
    ...(endsOn ? [{ key: 'ends', name: t('change.endsOn'), value: endsOn }] : []),
    ...(differences.length > 0
      ? [
          {
            key: 'differs',
            name: t('change.differs'),
            value: differences.map(words).join(language === 'zh' ? '、' : ', '),
          },
        ]
      : []),
    { key: 'reason', name: t('change.reason'), value: reason },
  ];
  return (
    <Panel title={t('change.title')}>
      <Stack>
        <FactList facts={facts} />
        {one.may.includes('decide_change') ? <Decision one={one} /> : <p>{t('change.own')}</p>}
      </Stack>
    </Panel>
  );
}

function Decision({ one: { id, version } }: { one: ProhibitionView }) {
  const { t } = useTranslation('supervision');
  const [asked, setAsked] = useState<'accept' | 'refuse'>();
  const decide = useAct(prohibitionEndpoints.decide, {
    ...refreshed,
    say: t('said.decided'),
    onDone: () => setAsked(undefined),
  });
  return (
    <>
      <Line>
        <Button type="primary" onClick={() => setAsked('accept')}>
          {t('change.accept')}
        </Button>
        <Button onClick={() => setAsked('refuse')}>{t('change.refuse')}</Button>
      </Line>
      {decide.error ? <ErrorState problem={problemOf(decide.error)} /> : null}
      <ConfirmReason
        isOpen={asked !== undefined}
        title={t(`change.sure.${asked ?? 'accept'}`)}
        consequence={t(`change.then.${asked ?? 'accept'}`)}
        act={t(`change.${asked ?? 'accept'}`)}
        isBusy={decide.isPending}
        onConfirm={(reason) =>
          decide.mutate({ params: { id }, body: { version, decision: asked ?? 'refuse', reason } })
        }
        onCancel={() => setAsked(undefined)}
      />
    </>
  );
}
