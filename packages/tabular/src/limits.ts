/** The bounds within which a table is read. Each is checked before the work it bounds is done. */
export interface TableLimits {
  /** Size of the file as received. */
  readonly bytes: number;
  /** Size of all parts of a workbook that are read, unpacked. */
  readonly unpackedBytes: number;
  /** How many times its packed size a part may grow, once it is larger than a megabyte. */
  readonly unpackedRatio: number;
  /** Rows with content below the header. */
  readonly rows: number;
  readonly columns: number;
  /** UTF-16 units in one cell; a longer one is a problem of its cell, not of the table. */
  readonly cellLength: number;
}

const mebibyte = 1024 * 1024;

/** For a file that comes over a network: one batch of 10,000 rows. */
export const defaultTableLimits: TableLimits = {
  bytes: 20 * mebibyte,
  unpackedBytes: 200 * mebibyte,
  unpackedRatio: 200,
  rows: 10_000,
  columns: 100,
  cellLength: 4_000,
};

/** For a file the operator picked on the operator's own machine, as the offline screening does. */
export const offlineTableLimits: TableLimits = {
  bytes: 1024 * mebibyte,
  unpackedBytes: 4096 * mebibyte,
  unpackedRatio: 200,
  rows: 5_000_000,
  columns: 200,
  cellLength: 4_000,
};
