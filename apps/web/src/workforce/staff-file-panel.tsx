import { Checkbox } from 'antd';
import type { ComponentProps } from 'react';
import { useTranslation } from 'react-i18next';
import { FilePanel } from '../inquiry/file-panels.js';
import { FieldGroup } from '../ui/field.js';

type StaffFilePanelProps = Pick<ComponentProps<typeof FilePanel>, 'maximumBytes' | 'sending' | 'onFile'> & {
  /** Whose staff the file names: that of one unit, or of many. */
  readonly words: 'upload' | 'joint';
  readonly isWhole: boolean;
  readonly onWhole: (isWhole: boolean) => void;
};

/** Takes a file with staff, and asks first whether it names everybody: whoever is missing in such a file has left. */
export function StaffFilePanel({ words, isWhole, onWhole, ...file }: StaffFilePanelProps) {
  const { t } = useTranslation('workforce');
  return (
    <FilePanel
      {...file}
      title={t('upload.fileTitle')}
      drop={t('upload.drop')}
      hint={t('upload.hint')}
      before={
        <FieldGroup label={t('upload.wholeLabel')} hint={t(`${words}.wholeHint`)}>
          <Checkbox checked={isWhole} onChange={(event) => onWhole(event.target.checked)}>
            {t(`${words}.whole`)}
          </Checkbox>
        </FieldGroup>
      }
    />
  );
}
