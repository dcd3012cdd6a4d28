import { Input, Modal } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Field } from './field.js';
import { Stack } from './stack.js';

type ConfirmReasonProps = {
  readonly isOpen: boolean;
  /** The act as a question: "Return this application?" */
  readonly title: string;
  /** What happens then, who is told, whether it can be taken back. */
  readonly consequence: ReactNode;
  /** The act as a verb, on the button. */
  readonly act: string;
  readonly reasonLabel?: string;
  readonly isBusy?: boolean;
  /** A red button, for stop-work only. */
  readonly isStop?: boolean;
  readonly onConfirm: (reason: string) => void;
  readonly onCancel: () => void;
};

const leastReason = 4;

/** Asks for the reason of an act before it is done. The reason stands in the journal; it is required, in words. */
export function ConfirmReason(props: ConfirmReasonProps) {
  const { t } = useTranslation('ui');
  const [reason, setReason] = useState('');
  const [isAsked, setIsAsked] = useState(false);
  const isEnough = reason.trim().length >= leastReason;
  const confirm = (): void => {
    setIsAsked(true);
    if (isEnough) props.onConfirm(reason.trim());
  };
  return (
    <Modal
      open={props.isOpen}
      title={props.title}
      okText={props.act}
      cancelText={t('cancel')}
      confirmLoading={props.isBusy ?? false}
      okButtonProps={{ danger: props.isStop ?? false }}
      onOk={confirm}
      onCancel={props.onCancel}
      afterClose={() => {
        setReason('');
        setIsAsked(false);
      }}
      destroyOnHidden
    >
      <Stack>
        <p>{props.consequence}</p>
        <Field
          label={props.reasonLabel ?? t('reason.label')}
          hint={t('reason.hint')}
          problem={isAsked && !isEnough ? t('reason.tooShort') : undefined}
        >
          {(wiring) => (
            <Input.TextArea
              {...wiring}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
              autoSize={{ minRows: 3, maxRows: 8 }}
              maxLength={1000}
            />
          )}
        </Field>
      </Stack>
    </Modal>
  );
}
