import { inquiryEndpoints, type InquiryView } from '@gatehouse/contract';
import { useMutation } from '@tanstack/react-query';
import { Checkbox } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { upload } from '../app/upload.js';
import { announce } from '../ui/announcements.js';
import { problemOf } from '../ui/failure.js';
import { DayInput } from '../ui/day-input.js';
import { Field } from '../ui/field.js';
import { FileDrop } from '../ui/file-drop.js';
import { Stack } from '../ui/stack.js';
import { ErrorState } from '../ui/states.js';
import { UploadProgress } from './upload-progress.js';
import { useKeepInquiry } from './use-keep-inquiry.js';

const endings = ['.pdf', '.jpg', '.jpeg', '.png'];

/** The letter that the person signed before a witness, for those without a smartphone. */
export function SignedLetterForm({ view }: { view: InquiryView }) {
  const { t } = useTranslation('inquiry');
  const keep = useKeepInquiry();
  const [signedOn, setSignedOn] = useState('');
  const [byGuardian, setByGuardian] = useState(false);
  const [isAsked, setIsAsked] = useState(false);
  const [share, setShare] = useState(0);
  const send = useMutation({
    mutationFn: (file: File) =>
      upload(
        inquiryEndpoints.recordPaper,
        {
          params: { id: view.id },
          query: { version: view.version, signedOn, guardian: byGuardian ? 'true' : 'false' },
        },
        { file, onProgress: setShare },
      ),
    onSuccess: (changed) => {
      announce(t('said.paper'));
      keep(changed);
    },
  });
  const take = (file: File): void => {
    setIsAsked(true);
    if (signedOn !== '') send.mutate(file);
  };
  return (
    <Stack>
      <p>{t('paper.lead')}</p>
      <Field label={t('paper.signedOn')} problem={isAsked && signedOn === '' ? t('paper.signedOnMissing') : undefined}>
        {(wiring) => <DayInput {...wiring} value={signedOn} onChange={setSignedOn} />}
      </Field>
      <Checkbox checked={byGuardian} onChange={(event) => setByGuardian(event.target.checked)}>
        {t('paper.guardian')}
      </Checkbox>
      <FileDrop
        label={t('paper.file')}
        endings={endings}
        maximumBytes={inquiryEndpoints.recordPaper.upload?.maximumBytes ?? 0}
        isDisabled={send.isPending}
        onFile={take}
      />
      {send.isPending ? <UploadProgress label={t('paper.sending')} share={share} /> : null}
      {send.error ? <ErrorState problem={problemOf(send.error)} /> : null}
    </Stack>
  );
}
