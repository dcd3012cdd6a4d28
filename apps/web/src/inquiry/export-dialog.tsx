import { inquiryEndpoints } from '@gatehouse/contract';
import { useMutation } from '@tanstack/react-query';
import { Modal, Radio, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { download } from '../app/api.js';
import { announce } from '../ui/announcements.js';
import { problemOf } from '../ui/failure.js';
import { Field, FieldGroup } from '../ui/field.js';
import { Stack } from '../ui/stack.js';
import { ErrorState } from '../ui/states.js';
import { useLanguage } from '../ui/words.js';
import { type Stage, stages, statesOf } from './states.js';

type ExportDialogProps = { readonly isOpen: boolean; readonly list: string | undefined; readonly onClose: () => void };

/** Says what an export will hold and that it is logged, before it leaves. */
export function ExportDialog({ isOpen, list, onClose }: ExportDialogProps) {
  const { t } = useTranslation('inquiry');
  const language = useLanguage();
  const [format, setFormat] = useState<'xlsx' | 'csv'>('xlsx');
  const [stage, setStage] = useState<Stage | ''>('');
  const leave = useMutation({
    mutationFn: () =>
      download(inquiryEndpoints.exportResults, {
        body: { format, language, batchId: list, ...(stage === '' ? {} : { state: statesOf(stage) }) },
      }),
    onSuccess: () => {
      announce(t('export.done'));
      onClose();
    },
  });
  return (
    <Modal
      open={isOpen}
      title={t('export.title')}
      okText={t('export.act')}
      cancelText={t('cancel')}
      confirmLoading={leave.isPending}
      onOk={() => leave.mutate()}
      onCancel={onClose}
      destroyOnHidden
    >
      <Stack>
        <p>{t(list ? 'export.holdsList' : 'export.holds')}</p>
        <p>{t('export.logged')}</p>
        <Field label={t('export.which')}>
          {(wiring) => (
            <Select
              {...wiring}
              value={stage}
              options={[
                { value: '' as const, label: t('export.all') },
                ...stages.map((value) => ({ value, label: t(`stage.${value}`) })),
              ]}
              onChange={setStage}
            />
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
        {leave.error ? <ErrorState problem={problemOf(leave.error)} /> : null}
      </Stack>
    </Modal>
  );
}
