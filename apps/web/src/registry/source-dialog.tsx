import type { SourceView } from '@gatehouse/contract';
import { Input, Modal } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { problemOf } from '../ui/failure.js';
import { Field } from '../ui/field.js';
import { Stack } from '../ui/stack.js';
import { ErrorState } from '../ui/states.js';
import { useWords } from '../ui/words.js';

type SourceWords = {
  /** Key of the title, which names the source. */
  readonly title: 'sources.nothingNewTitle' | 'sources.countsTitle';
  readonly lead: string;
  readonly referenceHint: string;
  readonly ok: string;
};

/**
 * Takes down what a source said, with the reference of the letter that says it.
 * @param children the fields of what was said; told whether what is missing is shown
 * @param onSay what to do with the reference once it is there
 */
export function SourceDialog({
  source,
  words: { title, lead, referenceHint, ok },
  act,
  onSay,
  onClose,
  children,
}: {
  source: SourceView;
  words: SourceWords;
  act: { readonly error: unknown; readonly isPending: boolean };
  onSay: (reference: string) => void;
  onClose: () => void;
  children: (isAsked: boolean) => ReactNode;
}) {
  const { t } = useTranslation('registry');
  const words = useWords();
  const [reference, setReference] = useState('');
  const [isAsked, setIsAsked] = useState(false);
  const isMissing = reference.trim() === '';
  return (
    <Modal
      open
      title={t(title, { source: words({ en: source.nameEn, zh: source.nameZh }) })}
      okText={ok}
      cancelText={t('cancel')}
      confirmLoading={act.isPending}
      onOk={() => {
        setIsAsked(true);
        if (!isMissing) onSay(reference.trim());
      }}
      onCancel={onClose}
    >
      <Stack>
        <p>{lead}</p>
        {act.error ? <ErrorState problem={problemOf(act.error)} /> : null}
        {children(isAsked)}
        <Field
          label={t('sources.reference')}
          hint={referenceHint}
          problem={isAsked && isMissing ? t('sources.referenceMissing') : undefined}
        >
          {(wiring) => (
            <Input
              {...wiring}
              value={reference}
              maxLength={200}
              onChange={(event) => setReference(event.target.value)}
            />
          )}
        </Field>
      </Stack>
    </Modal>
  );
}
