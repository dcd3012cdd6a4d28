import type { JointUnitState, RosterProgress } from '@gatehouse/contract';

/** A unit of the authority that brought a file. */
export type NamedUnit = {
  readonly id: string;
  readonly creditCode: string | null;
  readonly nameEn: string;
  readonly nameZh: string;
  readonly isOpen: boolean;
};

/** What a row calls its unit: texts of cells, as they stand. */
export type CalledRow = { readonly row: number; readonly code: string; readonly name: string };

/** A row that came to no unit. `rows` where it stands for all rows of its unit. */
export type Unplaced = {
  readonly row: number;
  readonly code: 'unit-missing' | 'unit-not-yours' | 'unit-closed' | 'unit-ambiguous' | 'unit-has-load';
  /** The column that says so. */
  readonly by: 'unitCode' | 'unitName';
  readonly rows?: number;
};

/** Which rows are whose, by their places, in the order in which the units first appear. */
export type Division = {
  readonly byUnit: ReadonlyMap<string, readonly number[]>;
  readonly unplaced: readonly Unplaced[];
};

/**
 * Divides the rows of a file by unit. A code decides before a name; a name is compared as the register has it, but for spaces and the
 * width of its letters. Whom another authority has and whom nobody has answer alike. An open unit goes before a closed one of its name.
 */
export function divideRows(rows: readonly CalledRow[], units: readonly NamedUnit[]): Division {
  const byCode = grouped(units, ({ creditCode }) => [creditCode]);
  const byName = grouped(units, ({ nameEn, nameZh }) => [nameEn, nameZh]);
  const byUnit = new Map<string, number[]>();
  const unplaced: Unplaced[] = [];
  for (const [place, { row, code, name }] of rows.entries()) {
    const by = plain(code) === '' ? 'unitName' : 'unitCode';
    const found = by === 'unitCode' ? byCode.get(plain(code)) : byName.get(plain(name));
    const open = (found ?? []).filter(({ isOpen }) => isOpen);
    const [unit] = open;
    if (unit !== undefined && open.length === 1) {
      const places = byUnit.get(unit.id);
      if (places === undefined) byUnit.set(unit.id, [place]);
      else places.push(place);
    } else unplaced.push({ row, by, code: reasonOf(plain(code) + plain(name), found ?? [], open) });
  }
  return { byUnit, unplaced };
}

function reasonOf(called: string, found: readonly NamedUnit[], open: readonly NamedUnit[]): Unplaced['code'] {
  if (called === '') return 'unit-missing';
  if (open.length > 1) return 'unit-ambiguous';
  return found.length > 0 ? 'unit-closed' : 'unit-not-yours';
}

function grouped(
  units: readonly NamedUnit[],
  calls: (unit: NamedUnit) => readonly (string | null)[],
): ReadonlyMap<string, readonly NamedUnit[]> {
  const found = new Map<string, NamedUnit[]>();
  for (const unit of units)
    for (const called of new Set(calls(unit).map((call) => plain(call ?? ''))))
      if (called !== '') found.set(called, [...(found.get(called) ?? []), unit]);
  return found;
}

/** One form of what means the same: full-width letters, spaces, capitals. */
function plain(text: string): string {
  return text.normalize('NFKC').replace(/\s+/gu, '').toUpperCase();
}

/** How many rows that is; one line may stand for all rows of its unit. */
export function unplacedRows(unplaced: readonly Unplaced[]): number {
  return unplaced.reduce((sum, { rows = 1 }) => sum + rows, 0);
}

/** Whether it may be said who has left: not while a row might be about anybody's staff. */
export function mayTellLeft(unplaced: readonly Unplaced[]): boolean {
  return unplaced.every(({ code }) => code === 'unit-closed' || code === 'unit-has-load');
}

const order: readonly JointUnitState[] = ['sent-back', 'waiting', 'reading', 'taking', 'taken', 'replaced'];

/** What asks something of the authority first, then what waits, then what is done; units of one state by their names. */
export function worstFirst<Part extends { readonly state: JointUnitState; readonly unit: { readonly zh: string } }>(
  parts: readonly Part[],
): Part[] {
  return [...parts].sort(
    (one, other) =>
      order.indexOf(one.state) - order.indexOf(other.state) || one.unit.zh.localeCompare(other.unit.zh, 'zh-CN'),
  );
}

/** What became of the part of a unit, as its authority is told. */
export function stateOfPart({
  state,
  stoppedIn,
  sentBack,
}: {
  readonly state: RosterProgress['state'];
  readonly stoppedIn: string | null;
  readonly sentBack: boolean;
}): JointUnitState {
  if (state === 'DISCARDED' || state === 'REFUSED') return sentBack ? 'sent-back' : 'replaced';
  if (state === 'TAKEN') return 'taken';
  if (state === 'TAKING' || stoppedIn === 'TAKING') return 'taking';
  return state === 'READY' ? 'waiting' : 'reading';
}
