import pg from 'pg';
import type { Random } from '../population/random.js';

/** A second login at the database of a node, that sees its connections and can end them. */
export type Backends = {
  /** Ends one connection that is at work, or now and then all of them. @returns how many were ended */
  readonly drop: (random: Random) => Promise<number>;
  /** How many entries have a place in the log. */
  readonly placed: () => Promise<number>;
  readonly close: () => Promise<void>;
};

const allOfThem = 0.2;

/** Connects beside the node. */
export async function watchBackends(databaseUrl: string): Promise<Backends> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  return {
    drop: async (random) => {
      const { rows } = await client.query<{ pid: number; working: boolean }>(
        `select pid, state <> 'idle' as working from pg_stat_activity
          where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'`,
      );
      const working = rows.filter((row) => row.working);
      const chosen =
        random.chance(allOfThem) || rows.length === 0 ? rows : [random.pick(working.length > 0 ? working : rows)];
      const ended = await client.query<{ ended: boolean }>(
        'select pg_terminate_backend(pid) as ended from unnest($1::int[]) as pid',
        [chosen.map(({ pid }) => pid)],
      );
      return ended.rows.filter((row) => row.ended).length;
    },
    placed: async () => {
      const { rows } = await client.query<{ size: number }>(
        'select coalesce(max(leaf_index) + 1, 0)::int as size from journal.place',
      );
      return rows[0]?.size ?? 0;
    },
    close: () => client.end(),
  };
}
