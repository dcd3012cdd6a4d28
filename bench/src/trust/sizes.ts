/** How much bad luck a run meets. */
export type TrustSize = {
  /** Rounds on each engine, each with a data folder of its own, checked whole at its end: what an interrupted run repeats. */
  readonly rounds: number;
  readonly killsInRound: number;
  /** Connections that a round on PostgreSQL loses, one after the other. */
  readonly dropsInRound: number;
};

/** `short`: 50 kills and 10 connections; `full`: 1,000 and 200; `tiny` only shows that everything runs. */
export const trustSizes = {
  tiny: { rounds: 1, killsInRound: 2, dropsInRound: 2 },
  short: { rounds: 1, killsInRound: 25, dropsInRound: 10 },
  full: { rounds: 20, killsInRound: 25, dropsInRound: 10 },
} as const satisfies Record<string, TrustSize>;
