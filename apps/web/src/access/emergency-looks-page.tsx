import { emergencyLookEndpoints } from '@gatehouse/contract';
import { useTranslation } from 'react-i18next';
import { useEndpoint } from '../app/use-endpoint.js';
import { problemOf } from '../ui/failure.js';
import { PageTitle } from '../ui/page-title.js';
import { Panel } from '../ui/panel.js';
import { Stack } from '../ui/stack.js';
import { ErrorState, ListSkeleton } from '../ui/states.js';
import { AskEmergencyLook } from './ask-emergency-look.js';
import { EmergencyLookPanel } from './emergency-look-panel.js';

/** The own emergency looks, those of colleagues that wait for a second person, and the form that asks for one. */
export function EmergencyLooksPage() {
  const { t } = useTranslation('access');
  const looks = useEndpoint(emergencyLookEndpoints.list, {});
  const items = looks.data?.items ?? [];
  const isBusy = items.some(({ isOwn, state }) => isOwn && (state === 'open' || state === 'waiting'));
  return (
    <>
      <PageTitle title={t('emergency.title')} lead={t('emergency.lead')} />
      <Stack gap="large">
        {looks.isPending ? <ListSkeleton /> : null}
        {looks.error ? <ErrorState problem={problemOf(looks.error)} onRepeat={() => void looks.refetch()} /> : null}
        {looks.data && !isBusy ? (
          <Panel title={t('emergency.ask.title')}>
            <AskEmergencyLook />
          </Panel>
        ) : null}
        {items.map((look) => (
          <EmergencyLookPanel key={look.id} look={look} />
        ))}
      </Stack>
    </>
  );
}
