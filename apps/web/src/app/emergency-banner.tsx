import { emergencyLookEndpoints } from '@gatehouse/contract';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Clock } from '../ui/clock.js';
import { Icon } from '../ui/icon.js';
import styles from './emergency-banner.module.css';
import { useAct, useEndpoint } from './use-endpoint.js';

/** Over every page while the own emergency look is open: until when, and the way to end it at once. */
export function EmergencyBanner() {
  const { t } = useTranslation('app');
  const { data } = useEndpoint(emergencyLookEndpoints.open, {});
  const refresh = [emergencyLookEndpoints.open, emergencyLookEndpoints.list];
  const end = useAct(emergencyLookEndpoints.end, { refresh, say: t('emergency.ended') });
  const open = data?.open;
  if (!open || Date.parse(open.until) <= Date.now()) return null;
  return (
    <aside className={styles.banner} aria-label={t('emergency.title')}>
      <Icon of="problem" />
      <span className={styles.words}>
        <Link to="/emergency-looks">{t('emergency.title')}</Link> <Clock at={open.until} kind="due" />
      </span>
      <Button size="small" loading={end.isPending} onClick={() => end.mutate({ params: { id: open.id } })}>
        {t('emergency.end')}
      </Button>
    </aside>
  );
}
