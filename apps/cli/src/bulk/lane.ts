import { closeSync, fstatSync, openSync, writeSync } from 'node:fs';
import {
  type JoinSink,
  openCrowdedJoin,
  openJoin,
  openShared,
  ruleVersion,
  type SharedIndex,
} from '@gatehouse/matching';
import { resultRow, screenPerson } from '../screen/screener.js';
import { type Found, writeFound } from './found-lines.js';

/** What a lane works on, and the file to which it appends what it finds. */
export interface LaneTask {
  readonly people: SharedIndex;
  readonly records: SharedIndex;
  readonly file: string;
}

/** Does stretches of the join one after another, in one thread. */
export interface Lane {
  /** Opens the join, or its second part about records told as crowded. @returns its length */
  open(crowded?: readonly string[]): Promise<number>;
  /** Does a stretch. @returns how long the lane's file is then */
  run(from: number, to: number): Promise<number>;
  close(): Promise<void>;
}

const mostWaiting = 2 ** 20;
const ownerOnly = 0o600;

/** A lane in this thread. What is found goes to the file at once when it is much, else at the end of the stretch. */
export function openLane({ people, records, file }: LaneTask): Lane {
  const handle = openSync(file, 'a', ownerOnly);
  const reader = openShared(records);
  let join = openJoin(people, records);
  let waiting: string[] = [];
  let letters = 0;
  const flush = () => {
    const bytes = Buffer.from(waiting.join(''));
    for (let at = 0; at < bytes.length;) at += writeSync(handle, bytes, at);
    waiting = [];
    letters = 0;
  };
  const keep = (found: Found) => {
    const line = writeFound(found);
    waiting.push(line);
    letters += line.length;
    if (letters > mostWaiting) flush();
  };
  const sink: JoinSink = {
    pair: ({ personId, recordId, place, band, score, reasons }) =>
      keep({
        kind: 'pair',
        place,
        row: resultRow(personId, band, recordId, score, { ruleVersion, fields: reasons }),
      }),
    crowdedPerson: (place, person) => keep({ kind: 'crowded', place, rows: screenPerson(reader, person) }),
    crowdedRecord: (id) => keep({ kind: 'record', id }),
  };
  return {
    open: async (crowded) => {
      join = crowded === undefined ? openJoin(people, records) : openCrowdedJoin(people, records, crowded);
      return join.length;
    },
    run: async (from, to) => {
      join.run(from, to, sink);
      flush();
      return fstatSync(handle).size;
    },
    close: async () => closeSync(handle),
  };
}
