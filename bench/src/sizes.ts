/** How much is measured. */
export type Size = {
  readonly rounds: number;
  /** Records of the exact look-up. */
  readonly records: number;
  readonly lookupsPerRound: number;
  readonly tokensPerRound: number;
  /** Seconds of each side of each round that is measured over HTTP or by pgbench. */
  readonly seconds: number;
  /** Entries that the sequencer places in one round. */
  readonly entries: number;
};

/** `short` ends within ten minutes on two cores; `tiny` only shows that everything runs. */
export const sizes = {
  tiny: { rounds: 1, records: 2_000, lookupsPerRound: 20_000, tokensPerRound: 5_000, seconds: 1, entries: 500 },
  short: { rounds: 5, records: 200_000, lookupsPerRound: 500_000, tokensPerRound: 200_000, seconds: 3, entries: 2_000 },
  full: {
    rounds: 9,
    records: 2_000_000,
    lookupsPerRound: 2_000_000,
    tokensPerRound: 1_000_000,
    seconds: 15,
    entries: 2_000,
  },
} as const satisfies Record<string, Size>;
