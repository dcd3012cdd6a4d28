import { type LogPlace, ownPageEndpoints } from '@gatehouse/contract';
import { useTranslation } from 'react-i18next';
import { download } from '../app/api.js';
import { useLinkAct } from '../consent/use-link-act.js';
import { PlainProblem } from '../ui/plain/plain-problem.js';
import styles from './own-page.module.css';

type LogPlacesProps = { readonly places: readonly LogPlace[]; readonly what: string };

/**
 * Where the entries of something done stand in the log, each with its proof to keep; of a log that an authority keeps itself also where its key is found.
 * @param what what was done, or who did it where the log is theirs
 */
export function LogPlaces({ places, what }: LogPlacesProps) {
  const { t } = useTranslation('own-page');
  const node = places.find((place) => place.index !== null && place.node !== undefined)?.node;
  return (
    <>
      {places.map((place) => (
        <Place key={place.entry} place={place} what={what} />
      ))}
      {node === undefined ? null : (
        <p className={styles.fine}>{t('inquiry.keysElsewhere', { authority: what, node })}</p>
      )}
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
          : t('inquiry.placeElsewhere', { log: place.log, index: place.index, authority: what })}
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
