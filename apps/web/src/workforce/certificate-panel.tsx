import { certificateEndpoints } from '@gatehouse/contract';
import { useTranslation } from 'react-i18next';
import { useEndpoint } from '../app/use-endpoint.js';
import { Panel } from '../ui/panel.js';
import { Line, Stack } from '../ui/stack.js';
import { useWords } from '../ui/words.js';
import { PrintCertificate } from './print-certificate.js';

/** What parents are shown of the own unit, and the sheet to put up. */
export function CertificatePanel() {
  const { t } = useTranslation('workforce');
  const words = useWords();
  const read = useEndpoint(certificateEndpoints.read, {}).data;
  if (read === undefined) return null;
  const { shown, address, notShown } = read;
  return (
    <Panel title={t('certificate.title')}>
      {shown === null || address === null ? (
        <p>{words(notShown)}</p>
      ) : (
        <Stack gap="small">
          <p>
            {words(shown.share)} <strong>{words(shown.band)}</strong>
          </p>
          <p>{words(shown.fixed)}</p>
          <p>{words(shown.notRating)}</p>
          <Line>
            <PrintCertificate />
            <a href={address}>{t('certificate.see')}</a>
          </Line>
        </Stack>
      )}
    </Panel>
  );
}
