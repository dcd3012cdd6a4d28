/** How large the invented country is that one engine lives through. */
export type CountrySize = {
  readonly days: number;
  readonly counties: number;
  readonly schools: number;
  /** How often each way of living stands in the country (`lives.ts`). */
  readonly livesOfEachWay: number;
  /** People at each school of whom nothing is planted: loaded by file, checked yearly by list. */
  readonly quietAtSchool: number;
  /** People on record of whom nobody works anywhere. */
  readonly strangers: number;
};

/** What one run lives through and measures. */
export type WorkforceSize = {
  readonly postgres: CountrySize;
  readonly embedded: CountrySize;
  /** Alerts timed in each direction on each engine, and how many people serve meanwhile. */
  readonly alerts: number;
  readonly serving: number;
};

const threeYears = 1096;

/**
 * `short` ends within ten minutes on two cores, `middle` within two hours; `full` is the million, on PostgreSQL alone that long; `tiny` only
 * shows that everything runs.
 */
export const workforceSizes = {
  tiny: {
    postgres: { days: 420, counties: 1, schools: 2, livesOfEachWay: 1, quietAtSchool: 3, strangers: 5 },
    embedded: { days: 120, counties: 1, schools: 2, livesOfEachWay: 1, quietAtSchool: 0, strangers: 5 },
    alerts: 2,
    serving: 5,
  },
  short: {
    postgres: { days: threeYears, counties: 2, schools: 6, livesOfEachWay: 3, quietAtSchool: 5, strangers: 100 },
    embedded: { days: 240, counties: 1, schools: 3, livesOfEachWay: 1, quietAtSchool: 3, strangers: 20 },
    alerts: 15,
    serving: 100,
  },
  middle: {
    postgres: { days: threeYears, counties: 5, schools: 40, livesOfEachWay: 15, quietAtSchool: 120, strangers: 2_000 },
    embedded: { days: 365, counties: 1, schools: 5, livesOfEachWay: 2, quietAtSchool: 20, strangers: 100 },
    alerts: 50,
    serving: 1_000,
  },
  full: {
    postgres: {
      days: threeYears,
      counties: 100,
      schools: 2_000,
      livesOfEachWay: 600,
      quietAtSchool: 495,
      strangers: 190_000,
    },
    embedded: { days: 365, counties: 2, schools: 20, livesOfEachWay: 20, quietAtSchool: 100, strangers: 2_000 },
    alerts: 200,
    serving: 10_000,
  },
} as const satisfies Record<string, WorkforceSize>;
