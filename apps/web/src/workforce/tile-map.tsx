import type { DivisionCovered } from '@gatehouse/contract';
import { useWords } from '../ui/words.js';
import tiles from './province-tiles.json';
import styles from './tile-map.module.css';

const places = tiles as unknown as Readonly<Record<string, readonly [column: number, row: number]>>;

/** Shades from few to everybody; a share that is not known has none. */
const shades = [styles.few, styles.half, styles.most, styles.nearly, styles.all];
const steps = [50, 80, 95, 100];

/**
 * The provinces as tiles, none larger than another: boundaries on a map need a review number, and say nothing of schools. Everything
 * in it stands in the table below as words, so that it is left out where there is no room, and for ears.
 */
export function TileMap({ divisions }: { divisions: readonly DivisionCovered[] }) {
  const words = useWords();
  const shown = divisions.flatMap((division) => {
    const place = places[division.code.slice(0, 2)];
    return place === undefined ? [] : [{ ...division, place }];
  });
  if (shown.length < divisions.length || shown.length === 0) return null;
  return (
    <div className={styles.map} aria-hidden="true">
      {shown.map(({ code, name, level, standing, place: [column, row] }) => (
        <div
          key={code}
          className={`${styles.tile} ${level === null ? styles.unknown : shades[steps.filter((step) => level >= step).length]}`}
          style={{ gridColumn: column + 1, gridRow: row + 1 }}
        >
          <strong>{words(name)}</strong>
          <span>{standing === null ? '—' : words(standing)}</span>
        </div>
      ))}
    </div>
  );
}
