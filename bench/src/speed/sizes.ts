/** How much is measured, of people (the roster) and of records (the registry). */
export type SpeedSize = {
  readonly rounds: number;
  readonly people: number;
  readonly records: number;
  /** People and records of the comparison with the model (T5). */
  readonly modelPeople: number;
  readonly modelRecords: number;
  /** Inquiries of one round of T1 and T7. */
  readonly asked: number;
  /** Queries that PostgreSQL is asked in one round. */
  readonly askedOfPostgres: number;
  /** Names that the libraries for fuzzy search hold. */
  readonly names: number;
};

/** `short` ends within ten minutes on two cores; `middle` shows what grows with the lists; `tiny` only shows that everything runs. */
export const speedSizes = {
  tiny: {
    rounds: 1,
    people: 4_000,
    records: 2_000,
    modelPeople: 2_000,
    modelRecords: 1_000,
    asked: 200,
    askedOfPostgres: 20,
    names: 500,
  },
  short: {
    rounds: 5,
    people: 500_000,
    records: 200_000,
    modelPeople: 100_000,
    modelRecords: 20_000,
    asked: 4_000,
    askedOfPostgres: 60,
    names: 20_000,
  },
  middle: {
    rounds: 5,
    people: 2_000_000,
    records: 200_000,
    modelPeople: 100_000,
    modelRecords: 20_000,
    asked: 4_000,
    askedOfPostgres: 60,
    names: 20_000,
  },
  full: {
    rounds: 5,
    people: 20_000_000,
    records: 2_000_000,
    modelPeople: 1_000_000,
    modelRecords: 200_000,
    asked: 10_000,
    askedOfPostgres: 200,
    names: 200_000,
  },
} as const satisfies Record<string, SpeedSize>;
