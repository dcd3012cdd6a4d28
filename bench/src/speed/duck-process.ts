import { DuckDBInstance } from '@duckdb/node-api';

/** DuckDB in a process of its own, so that its memory is not counted as the matcher's: it is told statements, and answers rows. */
export type DuckRequest = { readonly id: number; readonly sql: string; readonly isRead: boolean };
export type DuckReply = { readonly id: number; readonly rows?: unknown; readonly error?: string };

const [limit = '8GB', spill = ''] = process.argv.slice(2);
const instance = await DuckDBInstance.create(':memory:', {
  threads: '2',
  memory_limit: limit,
  ...(spill === '' ? {} : { temp_directory: spill }),
});
const connection = await instance.connect();

process.on('message', ({ id, sql, isRead }: DuckRequest) => {
  answer(sql, isRead).then(
    (rows) => process.send?.({ id, rows } satisfies DuckReply),
    (error: unknown) => process.send?.({ id, error: String(error) } satisfies DuckReply),
  );
});
process.on('disconnect', () => process.exit(0));

async function answer(sql: string, isRead: boolean): Promise<unknown> {
  if (isRead) return (await connection.runAndReadAll(sql)).getRows();
  await connection.run(sql);
  return undefined;
}
