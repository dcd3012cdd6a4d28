import type { AliasView } from '@gatehouse/contract';
import { maskDocumentNumber } from '@gatehouse/matching';
import { type Viewer, viewerName } from '../../../kernel/viewer.js';
import type { AliasDocument } from '../rules/alias.js';
import { type AliasAction, type AliasRow, openChange } from '../store/alias-store.js';
import type { StoredPerson } from '../store/person-store.js';
import type { Source } from '../store/source-store.js';

type Shown = {
  readonly row: AliasRow;
  readonly person: StoredPerson;
  readonly source: Source;
  readonly actions: readonly AliasAction[];
};

/** A change of name or number as the registry's own people see it. */
export function aliasView({ row, person, source, actions }: Shown, viewer: Viewer): AliasView {
  const { oldDocument, newDocument, ...change } = openChange(person.sealer, row);
  return {
    ...change,
    id: row.id,
    personId: row.personId,
    state: row.state,
    oldDocument: masked(oldDocument),
    newDocument: masked(newDocument),
    corrects: row.replaces,
    source: { code: source.code, nameEn: source.nameEn, nameZh: source.nameZh },
    version: row.version,
    enteredAt: row.enteredAt.toISOString(),
    ownStep: row.proposedBy === viewerName(viewer),
    actions: actions.map(({ verb, at, actor, reason }) => ({ verb, at: at.toISOString(), actor, reason })),
  };
}

function masked(document: AliasDocument | null): AliasView['oldDocument'] {
  return document && { type: document.type, masked: maskDocumentNumber(document.number) };
}
