import { type LogPlace, ownPageEndpoints } from '@gatehouse/contract';
import { useTranslation } from 'react-i18next';
import { download } from '../app/api.js';
import { useLinkAct } from '../consent/use-link-act.js';
import { PlainProblem } from '../ui/plain/plain-problem.js';
import styles from './own-page.module.css';

type LogPlacesProps = { readonly places: readonly LogPlace[]; readonly what: string };

/** Where the entries of something done stand in the log, each with its proof to keep. */
export function LogPlaces({ places, what }: LogPlacesProps) {
  return (
    <>
      {places.map((place) => (
        <Place key={place.entry} place={place} what={what} />
      ))}
    </>
  );
}

function Place({ place, what }: { place: LogPlace; what: string }) {
  const { t } = useTranslation('own-page');
  const act = useLinkAct();
  const params = { id: place.entry };
  if (place.index === null) return <p className={styles.fine}>{t('inquiry.waiting')}</p>;
  return (
    <div className={styles.place}>
      <span>
        {place.node === undefined
          ? t('inquiry.place', { log: place.log, index: place.index })
          : t('inquiry.placeElsewhere', { log: place.log, index: place.index, node: place.node })}
        {place.isOwn ? '' : ` (${t('inquiry.closedProof')})`}
      </span>
      <button
        type="button"
        className={styles.proof}
        aria-label={t('inquiry.proofOf', { what })}
        aria-busy={act.isBusy}
        onClick={() => void act.run(() => download(ownPageEndpoints.proof, { params }))}
      >
        {t('inquiry.proof')}
      </button>
      {act.problem ? <PlainProblem problem={act.problem} /> : null}
    </div>
  );
}
