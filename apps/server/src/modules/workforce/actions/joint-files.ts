import type { JointFileProgress, JointFileRecord } from '@gatehouse/contract';
import type { z } from 'zod';
import { act, readAct } from '../../../kernel/act.js';
import { withTransaction } from '../../../kernel/database/transaction.js';
import { refuse } from '../../../kernel/errors.js';
import { storedFileStore } from '../../../kernel/files/stored-file-store.js';
import type { Upload } from '../../../kernel/http/route.js';
import { newId } from '../../../kernel/ids.js';
import { newSealer } from '../../../kernel/sealing.js';
import type { Viewer } from '../../../kernel/viewer.js';
import type { Workplace } from '../doors.js';
import { jointFileStore } from '../store/joint-file-store.js';
import { jointProgress, jointRecord } from '../views/joint-file-view.js';

const kind = 'workforce.joint_file';

/**
 * Keeps a file with the staff of units of the own authority and hands its dividing to a job.
 * @throws DomainError `joint-file-underway` while an earlier one is not through
 */
export async function uploadJointFile(
  { kernel }: Workplace,
  viewer: Viewer,
  whole: boolean,
  upload: Upload | undefined,
): Promise<JointFileProgress> {
  if (viewer.kind !== 'account' || upload === undefined) refuse('request-media-type');
  const { organisationId, accountId } = viewer;
  const stored = await kernel.files.put(upload.bytes, { kind: 'workforce.joint-file' });
  return act(kernel, viewer, 'workforce.upload-joint-file', async (context) => {
    const store = jointFileStore(context);
    if (await store.isOneUnderway(organisationId)) refuse('joint-file-underway');
    const id = newId();
    const sealer = await newSealer(kernel.keys, context, 'workforce.load', kind);
    const file = await store.insert({
      id,
      organisationId,
      createdBy: accountId,
      dataKeyId: sealer.dataKeyId,
      fileName: sealer.seal('file_name', id, upload.name.slice(0, 200)),
      fileId: await storedFileStore(context).insert(stored, 'application/octet-stream', organisationId),
      whole,
    });
    await context.enqueue('workforce.divide-joint-file', { fileId: id });
    await context.record({ object: { kind, id }, details: { bytes: upload.bytes.length, whole } });
    return jointProgress(context, file);
  });
}

const shownFiles = 20;

/** The last files of the own authority with their progress: counts, and nothing of the files. */
export async function listJointFiles({ kernel }: Workplace, viewer: Viewer): Promise<{ items: JointFileProgress[] }> {
  return withTransaction(kernel.database, viewer, kernel.clock.now(), async (transaction) => {
    const files = await jointFileStore(transaction).newest(shownFiles);
    return { items: await Promise.all(files.map((file) => jointProgress(transaction, file))) };
  });
}

/** One file with its progress: counts, and nothing of the file. */
export async function readJointFile({ kernel }: Workplace, viewer: Viewer, id: string): Promise<JointFileProgress> {
  return withTransaction(kernel.database, viewer, kernel.clock.now(), async (transaction) =>
    jointProgress(transaction, await jointFileStore(transaction).byId(id)),
  );
}

/** Name and columns of a file, what became of the part of each unit and why, and which rows came to none. */
export async function readJointUnits(
  at: Workplace,
  viewer: Viewer,
  id: string,
): Promise<z.infer<typeof JointFileRecord>> {
  return readAct(at.kernel, viewer, 'workforce.read-joint-file', async (context) => {
    const record = await jointRecord(at, context, await jointFileStore(context).byId(id));
    context.record({ object: { kind, id }, details: { units: record.units.length } });
    return record;
  });
}

type Seen = { readonly version: number };

/** Stops the dividing of a file after the chunk under way. What units have already stays theirs. */
export async function stopJointFile(
  { kernel }: Workplace,
  viewer: Viewer,
  id: string,
  { version }: Seen,
): Promise<JointFileProgress> {
  return act(kernel, viewer, 'workforce.stop-joint-file', async (context) => {
    const { state } = await jointFileStore(context).held(id);
    if (state !== 'READING' && state !== 'DIVIDING') refuse('changed-meanwhile');
    const file = await jointFileStore(context).update({ id, version }, { state: 'STOPPED' });
    await context.record({ object: { kind, id } });
    return jointProgress(context, file);
  });
}

/** Goes on where a file was stopped. */
export async function resumeJointFile(
  { kernel }: Workplace,
  viewer: Viewer,
  id: string,
  { version }: Seen,
): Promise<JointFileProgress> {
  return act(kernel, viewer, 'workforce.resume-joint-file', async (context) => {
    const { state } = await jointFileStore(context).held(id);
    if (state !== 'STOPPED') refuse('changed-meanwhile');
    const file = await jointFileStore(context).update({ id, version }, { state: 'READING' });
    await context.enqueue('workforce.divide-joint-file', { fileId: id });
    await context.record({ object: { kind, id } });
    return jointProgress(context, file);
  });
}
