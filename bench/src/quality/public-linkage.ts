import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createIndex, type PersonEvidence } from '@gatehouse/matching';
import { bestThreshold, type BestThreshold, type Scored } from './best-threshold.js';

/** Linkage by name and birth date alone on public data sets, where a folder holds them. */
export type PublicLinkage = Readonly<Record<string, Linked>>;

type Linked = BestThreshold & { readonly asked: number; readonly records: number };

const linked = [
  ['dataset1.csv', 'dataset1.csv'],
  ['dataset2.csv', 'dataset2.csv'],
  ['dataset4b.csv', 'dataset4a.csv'],
] as const;

/**
 * Links the duplicates of FEBRL data sets (Christen 2008) to their originals. The best candidate by score counts, bands aside.
 * @param folder holds the files, itself or in `febrl/`; where it is absent nothing is measured
 */
export function linkPublicData(folder: string | undefined): PublicLinkage | undefined {
  const places = folder === undefined ? [] : [folder, join(folder, 'febrl')];
  const results: Record<string, Linked> = {};
  for (const [asked, records] of linked) {
    const place = places.find((one) => existsSync(join(one, asked)) && existsSync(join(one, records)));
    if (place === undefined) continue;
    const duplicates = readFile(join(place, asked)).filter(({ id }) => id.includes('-dup'));
    const originals = readFile(join(place, records)).filter(({ id }) => id.includes('-org'));
    results[asked] = link(duplicates, originals);
  }
  return Object.keys(results).length > 0 ? results : undefined;
}

function link(duplicates: readonly PersonEvidence[], originals: readonly PersonEvidence[]): Linked {
  const index = createIndex(originals);
  const verdicts: Scored[] = [];
  for (const person of duplicates) {
    const best = index
      .screen(person)
      .candidates.reduce<{ id: string; score: number } | undefined>(
        (found, candidate) => (found && found.score >= candidate.score ? found : candidate),
        undefined,
      );
    if (best) verdicts.push({ score: best.score, isRight: best.id === `${person.id.split('-dup')[0]}-org` });
  }
  return { ...bestThreshold(verdicts, duplicates.length), asked: duplicates.length, records: originals.length };
}

function readFile(path: string): PersonEvidence[] {
  const [head = '', ...lines] = readFileSync(path, 'utf8').trim().split('\n');
  const columns = head.split(',').map((name) => name.trim());
  return lines.map((line) => {
    const cells = line.split(',').map((cell) => cell.trim());
    const cell = (name: string) => cells[columns.indexOf(name)] ?? '';
    return {
      id: cell('rec_id'),
      name: `${cell('given_name')} ${cell('surname')}`.trim(),
      birthDate: cell('date_of_birth'),
    };
  });
}
