import { type AnswerOf, registryEndpoints } from '@gatehouse/contract';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct } from '../app/use-endpoint.js';
import { ConfirmReason } from '../ui/confirm-reason.js';
import { problemOf } from '../ui/failure.js';
import { FactList } from '../ui/fact-list.js';
import { MaskedNumber } from '../ui/masked-number.js';
import { Panel } from '../ui/panel.js';
import { Stack } from '../ui/stack.js';
import { ErrorState } from '../ui/states.js';
import { useTextsOfKind } from './comparison-words.js';

/** The masked numbers of either side. */
export type ShownNumbers = AnswerOf<typeof registryEndpoints.showNumbers>;

type ShowNumbersProps = {
  readonly comparisonId: string;
  readonly numbers: ShownNumbers | undefined;
  readonly onChange: (numbers: ShownNumbers | undefined) => void;
};

/** Shows the numbers of either side with their last two characters, once a reason is given, and hides them again. */
export function ShowNumbers({ comparisonId, numbers, onChange }: ShowNumbersProps) {
  const { t } = useTranslation('registry');
  const kinds = useTextsOfKind();
  const [isOpen, setIsOpen] = useState(false);
  const act = useAct(registryEndpoints.showNumbers, {
    say: t('numbers.shown'),
    onDone: (shown) => {
      setIsOpen(false);
      onChange(shown);
    },
  });
  return (
    <Panel title={t('numbers.title')}>
      <Stack>
        {numbers ? (
          <>
            <FactList
              facts={(['asked', 'onRecord'] as const).flatMap((side) =>
                numbers[side].map(({ type, masked }, at) => ({
                  key: `${side}-${String(at)}`,
                  name: `${t(`compare.${side}`)} · ${kinds.document(type)}`,
                  value: <MaskedNumber masked={masked} />,
                })),
              )}
            />
            <div>
              <Button onClick={() => onChange(undefined)}>{t('numbers.hide')}</Button>
            </div>
          </>
        ) : (
          <div>
            <Button onClick={() => setIsOpen(true)}>{t('numbers.show')}</Button>
          </div>
        )}
        {act.error ? <ErrorState problem={problemOf(act.error)} /> : null}
      </Stack>
      <ConfirmReason
        isOpen={isOpen}
        title={t('numbers.question')}
        consequence={t('numbers.consequence')}
        act={t('numbers.show')}
        isBusy={act.isPending}
        onConfirm={(reason) => act.mutate({ params: { comparisonId }, body: { purpose: 'comparison', reason } })}
        onCancel={() => setIsOpen(false)}
      />
    </Panel>
  );
}
