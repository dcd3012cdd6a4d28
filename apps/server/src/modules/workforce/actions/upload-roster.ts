import type { RosterLoad } from '@gatehouse/contract';
import { act, type ActContext } from '../../../kernel/act.js';
import { refuse } from '../../../kernel/errors.js';
import { storedFileStore } from '../../../kernel/files/stored-file-store.js';
import type { Upload } from '../../../kernel/http/route.js';
import { newId } from '../../../kernel/ids.js';
import { newSealer } from '../../../kernel/sealing.js';
import type { Viewer } from '../../../kernel/viewer.js';
import type { Workplace } from '../doors.js';
import { type Load, loadStore } from '../store/load-store.js';
import { rowStore } from '../store/row-store.js';
import { loadView } from '../views/load-view.js';
import { ownPlace } from './write-employment.js';

/**
 * Keeps a file with the staff of the own unit and hands its reading to a job. A file of before that was not taken gives way.
 * @throws DomainError `roster-being-taken` while one is on its way into the roster
 */
export async function uploadRoster(
  at: Workplace,
  viewer: Viewer,
  whole: boolean,
  upload: Upload | undefined,
): Promise<RosterLoad> {
  const { kernel } = at;
  if (viewer.kind !== 'account' || upload === undefined) refuse('request-media-type');
  const file = await kernel.files.put(upload.bytes, { kind: 'workforce.roster' });
  return act(kernel, viewer, 'workforce.upload-roster', async (context) => {
    const { unit } = await ownPlace(context, at);
    await makeWay(context, unit.id);
    const id = newId();
    const sealer = await newSealer(kernel.keys, context, 'workforce.load', 'workforce.roster_load');
    const load = await loadStore(context).insert({
      id,
      unitId: unit.id,
      createdBy: viewer.accountId,
      dataKeyId: sealer.dataKeyId,
      fileName: sealer.seal('file_name', id, upload.name.slice(0, 200)),
      fileId: await storedFileStore(context).insert(file, 'application/octet-stream', unit.id),
      whole,
    });
    await context.enqueue('workforce.read-roster', { loadId: id });
    await context.record({ object: { kind: 'workforce.roster', id }, details: { bytes: upload.bytes.length, whole } });
    return loadView(at, context, load);
  });
}

async function makeWay(context: ActContext, unitId: string): Promise<void> {
  const before = await loadStore(context).openOf(unitId);
  if (before === undefined) return;
  if (before.state === 'TAKING' || before.stoppedIn === 'TAKING') refuse('roster-being-taken');
  await giveWay(context, before);
}

/** Ends a load that was not taken, and deletes its rows: another file takes its place. */
export async function giveWay(context: ActContext, before: Load): Promise<void> {
  await loadStore(context).update(before, { state: 'DISCARDED', stoppedIn: null });
  await rowStore(context).removeOf(before.id);
}
