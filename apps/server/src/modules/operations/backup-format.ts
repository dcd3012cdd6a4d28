import { z } from 'zod';

/**
 * A backup is a stream of JSON lines, gzipped, then encrypted with age to offline keys: a header, the rows of every table in
 * the order in which they can be put back, the files of the data folder, and an end line that says how many there were.
 */
export const backupFormat = 1;

/** First line: what was backed up. */
export const BackupHeader = z.object({
  kind: z.literal('header'),
  format: z.literal(backupFormat),
  node: z.string(),
  mode: z.string(),
  createdAt: z.string(),
  takenAt: z.string(),
  migrations: z.array(z.object({ name: z.string(), hash: z.string() })),
  /** Queues of jobs, made before the waiting jobs are put back. */
  queues: z.array(z.string()),
});
export type BackupHeader = z.infer<typeof BackupHeader>;

const Rows = z.object({ kind: z.literal('rows'), table: z.string(), rows: z.array(z.record(z.string(), z.unknown())) });
const StoredFile = z.object({ kind: z.literal('file'), path: z.string(), bytes: z.base64() });

/** Last line: a backup without it was cut short and is not restored. */
export const BackupEnd = z.object({ kind: z.literal('end'), rows: z.number().int(), files: z.number().int() });
export type BackupEnd = z.infer<typeof BackupEnd>;

/** One line of a backup. */
export const BackupLine = z.discriminatedUnion('kind', [BackupHeader, Rows, StoredFile, BackupEnd]);
export type BackupLine = z.infer<typeof BackupLine>;
