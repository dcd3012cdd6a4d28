import { certificateEndpoints } from '@gatehouse/contract';
import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { download } from '../app/api.js';
import { announce } from '../ui/announcements.js';
import { problemOf } from '../ui/failure.js';
import { Icon } from '../ui/icon.js';
import { useWords } from '../ui/words.js';

/** The certificate of a unit as a sheet; of the own unit where none is named. */
export function PrintCertificate({ unitId, label }: { unitId?: string; label?: string }) {
  const { t } = useTranslation('workforce');
  const words = useWords();
  const print = useMutation({
    mutationFn: () => download(certificateEndpoints.print, { query: unitId === undefined ? {} : { unitId } }),
    onSuccess: () => announce(t('certificate.done')),
  });
  const problem = print.error ? problemOf(print.error) : undefined;
  return (
    <span>
      <Button icon={<Icon of="download" />} aria-label={label} loading={print.isPending} onClick={() => print.mutate()}>
        {t('certificate.print')}
      </Button>
      <span role="status">{problem ? ` ${words(problem.words.title)} ${words(problem.words.next)}` : null}</span>
    </span>
  );
}
