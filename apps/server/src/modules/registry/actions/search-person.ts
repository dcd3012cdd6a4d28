import { type DocumentType, parseDocumentNumber } from '@gatehouse/matching';
import { act } from '../../../kernel/act.js';
import type { Viewer } from '../../../kernel/viewer.js';
import type { Registry } from '../registry.js';
import { personStore } from '../store/person-store.js';
import { recordStore } from '../store/record-store.js';
import { documentToken } from '../store/tokens.js';
import { asOfNow, showRecords } from './show-records.js';

type Search = {
  readonly documentType: DocumentType;
  readonly number: string;
  readonly purpose: string;
  readonly reference: string;
};

/**
 * Finds one person by exact document number and a purpose. There is no other search: no list, no name, no part of a number.
 * A person of whom nothing may be shown is not found.
 */
export async function searchPerson(
  registry: Registry,
  viewer: Viewer,
  { documentType, number, purpose, reference }: Search,
): Promise<{ personId: string | null }> {
  const { keys } = registry.kernel;
  return act(registry.kernel, viewer, 'registry.search-person', async (context) => {
    const { type, number: normalised } = parseDocumentNumber(documentType, number);
    const document = { type, number: normalised };
    const [personId] = await personStore(keys, context).idsByDocuments([document]);
    const rows = personId === undefined ? [] : await recordStore(context).ofPerson(personId);
    const shown = await showRecords(registry, context, rows, asOfNow(context.now));
    const found = personId !== undefined && shown.length > 0 ? personId : null;
    await context.record({
      purpose,
      subjects: [documentToken(keys, document).toString('hex')],
      details: { reference, found: found !== null },
    });
    return { personId: found };
  });
}
