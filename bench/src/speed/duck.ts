import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';

/** DuckDB in memory, on two threads, with people and records loaded from their files. */
export type Duck = {
  readonly run: (sql: string) => Promise<void>;
  readonly rows: (sql: string) => Promise<readonly (readonly unknown[])[]>;
  readonly close: () => void;
};

/** Opens DuckDB and loads tab-separated files as tables, every column text, the empty text as null. */
export async function openDuck(tables: Readonly<Record<string, string>>): Promise<Duck> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '2' });
  const connection: DuckDBConnection = await instance.connect();
  const run = async (sql: string) => void (await connection.run(sql));
  for (const [name, file] of Object.entries(tables)) {
    await run(`create table ${name} as select * from read_csv('${file}', delim = '\\t', header = false, quote = '',
      escape = '', all_varchar = true, nullstr = '', names = ['id', 'name', 'dob', 'sex', 'number'])`);
  }
  return {
    run,
    rows: async (sql) => (await connection.runAndReadAll(sql)).getRows(),
    close: () => {
      connection.closeSync();
      instance.closeSync();
    },
  };
}
