import type { FieldProblem, Words } from '@gatehouse/contract';
import type { LawPack } from '@gatehouse/law';
import type { Kernel } from '../../kernel/kernel.js';
import type { KeptKind } from '../../kernel/module.js';

export type PersonDocument = { readonly type: string; readonly number: string };

/** What this module needs of the rest of the house; given by whoever wires the node. */
export type RetentionDoors = {
  readonly law: { readonly pack: LawPack; readonly hash: string };
  /** A document in its one form, with what cannot be right about it. */
  readonly checkDocument: (
    document: PersonDocument,
    now: Date,
  ) => { readonly document: PersonDocument | undefined; readonly problems: readonly FieldProblem[] };
  /** Kinds of documents and what people call them. */
  readonly documentTypes: readonly { readonly id: string; readonly title: Words }[];
  /** What the modules of this node keep; asked at each turn, so that it may be filled once all of them stand. */
  readonly kinds: () => readonly KeptKind[];
};

/** The archive on which the actions of this module run. */
export type Archive = { readonly kernel: Kernel; readonly doors: RetentionDoors };
