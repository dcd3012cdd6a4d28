import type { Engine } from '../../harness/test-node.js';

/** What is asked for by name of a node of before, once a later version has it. */
export type WhatStands = {
  /** The node's time when it was backed up, ISO 8601. */
  readonly at: string;
  /** Where it kept its data: a demonstration is put back there alone. */
  readonly engine: Engine;
  /** A check of the clerk's, with its person's name. */
  readonly inquiry: { readonly id: string; readonly name: string };
  /** A record that a registrar entered, with its person's name. */
  readonly record: { readonly id: string; readonly name: string };
};
