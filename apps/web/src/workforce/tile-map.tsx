import type { DivisionCovered } from '@gatehouse/contract';
import { useWords } from '../ui/words.js';
import styles from './tile-map.module.css';
import { type TilePlace, tilePlaces } from './tile-places.js';

/** Shades from few to everybody; a share that is not known has none. */
const shades = [styles.few, styles.half, styles.most, styles.nearly, styles.all];
const steps = [50, 80, 95, 100];

/**
 * Provinces, or what lies within one, as tiles, none larger than another: boundaries on a map need a review number, and say nothing of schools. Everything
 * in it stands in the table below as words, so that it is left out where there is no room, and for ears.
 */
export function TileMap({ divisions }: { divisions: readonly DivisionCovered[] }) {
  const words = useWords();
  const places = tilePlaces(divisions.map(({ code }) => code));
  if (places === undefined || places.size === 0) return null;
  return (
    <div className={styles.map} aria-hidden="true">
      {divisions.map(({ code, name, level, standing }) => (
        <div
          key={code}
          className={`${styles.tile} ${level === null ? styles.unknown : shades[steps.filter((step) => level >= step).length]}`}
          style={cellOf(places.get(code))}
        >
          <strong>{words(name)}</strong>
          <span>{standing === null ? '—' : words(standing)}</span>
        </div>
      ))}
    </div>
  );
}

function cellOf(place: TilePlace | undefined): { gridColumn: number; gridRow: number } | undefined {
  return place && { gridColumn: place[0] + 1, gridRow: place[1] + 1 };
}
