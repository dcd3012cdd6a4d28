import { useMutation } from '@tanstack/react-query';
import { Button, Input, Modal, Radio } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { announce } from '../ui/announcements.js';
import { problemOf } from '../ui/failure.js';
import { Field, FieldGroup } from '../ui/field.js';
import { Stack } from '../ui/stack.js';
import { ErrorState } from '../ui/states.js';
import { useLanguage } from '../ui/words.js';

/** What every export is asked for, beside the filters of its list. */
export type ExportAsked = {
  readonly format: 'xlsx' | 'csv';
  readonly language: 'zh' | 'en';
  readonly purpose: string;
};

const leastPurpose = 4;

type ExportControlProps = {
  readonly leave: (asked: ExportAsked) => Promise<void>;
  /** What leaves: the list on the screen, or the rows of a file with what is wrong with them. */
  readonly words?: 'list' | 'problems';
};

/** Lets a list leave as a file, with the filters it has on the screen: says what the file holds and that it is logged, before it leaves. */
export function ExportControl({ leave, words = 'list' }: ExportControlProps) {
  const { t } = useTranslation('workforce');
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setIsOpen(true)}>{t(words === 'list' ? 'export.open' : 'export.openProblems')}</Button>
      {isOpen ? <ExportDialog leave={leave} words={words} onClose={() => setIsOpen(false)} /> : null}
    </>
  );
}

type ExportDialogProps = Required<ExportControlProps> & { readonly onClose: () => void };

function ExportDialog({ leave, words, onClose }: ExportDialogProps) {
  const { t } = useTranslation('workforce');
  const language = useLanguage();
  const [format, setFormat] = useState<ExportAsked['format']>('xlsx');
  const [purpose, setPurpose] = useState('');
  const [isAsked, setIsAsked] = useState(false);
  const isEnough = purpose.trim().length >= leastPurpose;
  const sent = useMutation({
    mutationFn: () => leave({ format, language, purpose: purpose.trim() }),
    onSuccess: () => {
      announce(t('export.done'));
      onClose();
    },
  });
  const send = (): void => {
    setIsAsked(true);
    if (isEnough) sent.mutate();
  };
  return (
    <Modal
      open
      title={t(words === 'list' ? 'export.title' : 'export.titleProblems')}
      okText={t('export.act')}
      cancelText={t('form.cancel')}
      confirmLoading={sent.isPending}
      onOk={send}
      onCancel={onClose}
    >
      <Stack>
        <p>{t(words === 'list' ? 'export.holds' : 'export.holdsProblems')}</p>
        <Field
          label={t('export.purpose')}
          hint={t('export.purposeHint')}
          problem={isAsked && !isEnough ? t('export.purposeProblem') : undefined}
        >
          {(wiring) => (
            <Input {...wiring} maxLength={300} value={purpose} onChange={(event) => setPurpose(event.target.value)} />
          )}
        </Field>
        <FieldGroup label={t('export.format')}>
          <Radio.Group
            value={format}
            options={[
              { value: 'xlsx', label: 'Excel (.xlsx)' },
              { value: 'csv', label: 'CSV (.csv)' },
            ]}
            onChange={(event) => setFormat(event.target.value === 'csv' ? 'csv' : 'xlsx')}
          />
        </FieldGroup>
        {sent.error ? <ErrorState problem={problemOf(sent.error)} /> : null}
      </Stack>
    </Modal>
  );
}
