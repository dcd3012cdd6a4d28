import type { ExchangeMessage } from '@gatehouse/contract';
import { act, type ActContext } from '../../../kernel/act.js';
import { type Transaction, withTransaction } from '../../../kernel/database/transaction.js';
import { refuse } from '../../../kernel/errors.js';
import type { ReceivedMessage } from '../../../kernel/module.js';
import { sealersFor } from '../../../kernel/sealing.js';
import { systemViewer } from '../../../kernel/viewer.js';
import type { EmergencyDesk, LookEntry, OwnPageElsewhere } from '../emergency-setting.js';
import { isShownToPerson, withheldUntil } from '../rules/withheld-look.js';
import { lookActs } from '../looks-about-visitor.js';
import { type EmergencyLookRow, emergencyLookStore } from '../store/emergency-look-store.js';
import { organisationStore } from '../store/organisation-store.js';
import { withheldLookStore } from '../store/withheld-look-store.js';
import { sealedLookTable } from './show-emergency-looks.js';
import { unlessFaster } from './unless-faster.js';

type Told = ExchangeMessage<'look.tell'>;

const viewer = systemViewer('emergency-watch');

/**
 * Tells the node that keeps the own page of looks that the person may see by now, each once, with the proofs of its entries. Nothing where this
 * node keeps that page itself. A look that is withheld is told when it is withheld no more, and one whose entries do not all stand in the
 * log yet by a later sweep: nobody but this node can make their proofs.
 */
export async function tellLooks(desk: EmergencyDesk): Promise<void> {
  const { ownPageElsewhere: elsewhere } = desk.doors;
  if (elsewhere === undefined) return;
  const { kernel } = desk;
  const due = await withTransaction(kernel.database, viewer, kernel.clock.now(), async (transaction) => {
    const shown = await dueIn(transaction);
    const entries = await elsewhere.entriesAbout(
      transaction,
      shown.map(({ id }) => id),
      lookActs,
    );
    return shown.map(({ id }) => ({ id, entries: entries.filter(({ objectId }) => objectId === id) }));
  });
  for (const { id, entries } of due) {
    const proofs = await proofsOf(elsewhere, entries);
    if (proofs !== undefined) await tell(desk, elsewhere, id, proofs).catch(unlessFaster);
  }
}

async function dueIn(transaction: Transaction): Promise<EmergencyLookRow[]> {
  const rows = await emergencyLookStore(transaction).untold();
  const periods = await withheldLookStore(transaction).ofLooks(rows.map(({ id }) => id));
  return rows.filter((row) =>
    isShownToPerson(
      row,
      periods.filter(({ lookId }) => lookId === row.id),
      transaction.now,
    ),
  );
}

async function proofsOf(
  elsewhere: OwnPageElsewhere,
  entries: readonly LookEntry[],
): Promise<Told['proofs'] | undefined> {
  const proofs = [];
  for (const { id: entryId, log, leafIndex } of entries) {
    const file = await elsewhere.proofFile(entryId, true);
    if (file === undefined || leafIndex === null) return undefined;
    proofs.push({ entryId, log, index: leafIndex, file });
  }
  return proofs;
}

async function tell(
  { kernel }: EmergencyDesk,
  elsewhere: OwnPageElsewhere,
  id: string,
  proofs: Told['proofs'],
): Promise<void> {
  await act(kernel, viewer, 'access.tell-look', async (context) => {
    const looks = emergencyLookStore(context);
    // Another sweep of the same moment waits here for this one.
    await looks.lock(id);
    const [row] = (await dueIn(context)).filter((one) => one.id === id);
    if (row === undefined || row.document === null || row.openedAt === null) return refuse('changed-meanwhile');
    const sealer = (await sealersFor(kernel.keys, context, [row.dataKeyId], sealedLookTable)).get(row.dataKeyId);
    const organisation = await organisationStore(context).byId(row.organisationId);
    if (sealer === undefined || organisation === undefined) return refuse('changed-meanwhile');
    await looks.update(id, { toldAt: context.now });
    const body: Told = {
      lookId: id,
      document: JSON.parse(sealer.open('document', id, row.document)) as Told['document'],
      by: { en: organisation.nameEn, zh: organisation.nameZh },
      ground: row.ground,
      openedAt: row.openedAt.toISOString(),
      withheldUntil: withheldUntil(await withheldLookStore(context).ofLooks([id])),
      proofs,
      toldAt: context.now.toISOString(),
    };
    await elsewhere.sendToPlatform(context, 'look.tell', [{ body }]);
    await context.record({
      object: { kind: 'access.emergency-look', id },
      subjects: row.subjects,
      purpose: row.ground,
    });
  });
}

/** Tells looks once more of which the node that keeps the own page may have lost what it was told: it was put back from a backup. */
export async function tellLooksAgain(
  context: ActContext,
  messages: readonly ReceivedMessage<'look.again'>[],
): Promise<void> {
  for (const { body, from } of messages) {
    const isAgain = await emergencyLookStore(context).tellAgain(body.lookId);
    await context.record(
      { object: { kind: 'access.emergency-look', id: body.lookId }, details: { node: from.node, again: isAgain } },
      'access.tell-look-again',
    );
  }
}
