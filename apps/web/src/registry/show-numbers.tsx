import type { AnswerOf, registryEndpoints } from '@gatehouse/contract';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
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
  readonly numbers: ShownNumbers | undefined;
  readonly titles: { readonly asked: string; readonly onRecord: string };
  readonly show: { readonly isPending: boolean; readonly error: unknown };
  readonly onShow: (reason: string) => void;
  readonly onHide: () => void;
};

/** Shows the numbers of either side with their last two characters, once a reason is given, and hides them again. */
export function ShowNumbers({ numbers, titles, show, onShow, onHide }: ShowNumbersProps) {
  const { t } = useTranslation('registry');
  const kinds = useTextsOfKind();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <Panel title={t('numbers.title')}>
      <Stack>
        {numbers ? (
          <>
            <FactList
              facts={(['asked', 'onRecord'] as const).flatMap((side) =>
                numbers[side].map(({ type, masked }, at) => ({
                  key: `${side}-${String(at)}`,
                  name: `${titles[side]} · ${kinds.document(type)}`,
                  value: <MaskedNumber masked={masked} />,
                })),
              )}
            />
            <div>
              <Button
                onClick={() => {
                  setIsOpen(false);
                  onHide();
                }}
              >
                {t('numbers.hide')}
              </Button>
            </div>
          </>
        ) : (
          <div>
            <Button onClick={() => setIsOpen(true)}>{t('numbers.show')}</Button>
          </div>
        )}
        {show.error ? <ErrorState problem={problemOf(show.error)} /> : null}
      </Stack>
      <ConfirmReason
        isOpen={isOpen && !numbers}
        title={t('numbers.question')}
        consequence={t('numbers.consequence')}
        act={t('numbers.show')}
        isBusy={show.isPending}
        onConfirm={onShow}
        onCancel={() => setIsOpen(false)}
      />
    </Panel>
  );
}
