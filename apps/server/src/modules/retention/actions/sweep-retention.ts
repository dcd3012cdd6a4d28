import { announcedBefore, civilDateAt, erasedFrom, isAnnounced, keptUntil } from '@gatehouse/law';
import { type ActContext, act } from '../../../kernel/act.js';
import { withTransaction } from '../../../kernel/database/transaction.js';
import { removeLeftBehind } from '../../../kernel/erasure.js';
import type { KeptDocument, KeptKind } from '../../../kernel/module.js';
import { systemViewer } from '../../../kernel/viewer.js';
import type { Archive } from '../doors.js';
import { holdStore, holdTokens } from '../store/hold-store.js';
import { termStore } from '../store/term-store.js';

const viewer = systemViewer('retention');
const chunk = 100;

/** The day on which each kind was walked through to its end, by its rule: what is announced changes with the day alone. */
export type Walked = Map<string, string>;

/**
 * Announces what will be erased, and erases what stood announced long enough and nobody holds. A hundred documents in an act, each kind by
 * itself: a kill costs one chunk, a stop waits for one, and what cannot be done of one kind leaves the others.
 * @param walked kinds that are not walked through again today
 */
export async function sweepRetention(
  archive: Archive,
  goesOn: () => boolean = () => true,
  walked: Walked = new Map(),
): Promise<void> {
  const { clock, database } = archive.kernel;
  const today = civilDateAt(clock.now());
  const due = await withTransaction(database, viewer, clock.now(), async (transaction) =>
    termStore(transaction).dueRules(today),
  );
  for (const kind of archive.doors.kinds()) {
    try {
      let isWalked = walked.get(kind.rule) === today;
      const announced = !isWalked;
      while (!isWalked && goesOn()) isWalked = !(await announceNext(archive, kind));
      if (isWalked) walked.set(kind.rule, today);
      // What was announced a moment ago may be due at once.
      if (announced || due.has(kind.rule)) await eraseDue(archive, kind, goesOn);
    } catch (error) {
      archive.kernel.log.error({ err: error, rule: kind.rule }, 'documents of this kind wait for their erasure');
    }
  }
}

/** Finishes what a kill cut off between an erasure and the removal of its files. */
export async function clearRemoved({ kernel }: Archive): Promise<void> {
  const { database, clock } = kernel;
  await withTransaction(database, viewer, clock.now(), (transaction) => removeLeftBehind(kernel, transaction));
}

/** Announces the next documents of a kind; answers whether there may be more. */
async function announceNext({ kernel, doors }: Archive, kind: KeptKind): Promise<boolean> {
  const { pack } = doors.law;
  const now = kernel.clock.now();
  const { documents, reached } = await withTransaction(kernel.database, viewer, now, async (transaction) => {
    const after = await termStore(transaction).reached(kind.rule);
    return kind.walk(transaction, after, announcedBefore(pack, kind.rule, now), chunk);
  });
  const lastDayOf = (document: KeptDocument): string => keptUntil(pack, kind.rule, document.countedFrom);
  // Days of months differ in length: of the last few some may be early, and are walked through again another day.
  const early = documents.find((document) => !isAnnounced(pack, lastDayOf(document), now));
  const ripe = early === undefined ? documents : documents.slice(0, documents.indexOf(early));
  const end = early === undefined ? reached : ripe.at(-1);
  if (end === undefined) return false;
  await act(kernel, viewer, 'retention.announce', async (context) => {
    await announce(context, { kernel, doors }, kind, ripe);
    await termStore(context).moveTo(kind.rule, end);
    await context.record({ details: { rule: kind.rule, documents: ripe.map(({ id }) => id) } });
  });
  return early === undefined && reached !== undefined;
}

async function announce(context: ActContext, { doors }: Archive, kind: KeptKind, documents: readonly KeptDocument[]) {
  const { pack, hash: packHash } = doors.law;
  const lastDays = new Map<string, string[]>();
  for (const { id, countedFrom } of documents) {
    const lastDay = keptUntil(pack, kind.rule, countedFrom);
    lastDays.set(lastDay, [...(lastDays.get(lastDay) ?? []), id]);
  }
  for (const [lastDay, ids] of lastDays) await kind.announce(context, ids, lastDay);
  await termStore(context).announce(
    documents.map(({ id, countedFrom }) => {
      const lastDay = keptUntil(pack, kind.rule, countedFrom);
      const term = { rule: kind.rule, objectId: id, countedFrom, keptUntil: lastDay, packHash };
      return { ...term, announcedAt: context.now, erasedFrom: erasedFrom(pack, lastDay, context.now) };
    }),
  );
}

async function eraseDue(archive: Archive, kind: KeptKind, goesOn: () => boolean): Promise<void> {
  const { kernel } = archive;
  let after: string | undefined;
  do {
    const isDue = await withTransaction(kernel.database, viewer, kernel.clock.now(), async (transaction) => {
      const today = civilDateAt(transaction.now);
      return (await termStore(transaction).due(kind.rule, today, after, 1)).length > 0;
    });
    if (!isDue) return;
    after = await act(kernel, viewer, 'retention.erase', (context) => eraseNext(context, archive, kind, after));
  } while (after !== undefined && goesOn());
}

/** Erases of the next chunk what nobody holds and nothing rests on; answers where it ended. */
async function eraseNext(
  context: ActContext,
  { kernel }: Archive,
  kind: KeptKind,
  after: string | undefined,
): Promise<string | undefined> {
  const store = termStore(context);
  const most = kind.together ?? chunk;
  const terms = await store.due(kind.rule, civilDateAt(context.now), after, most);
  const still = await kind.mayGo(
    context,
    terms.map(({ objectId, countedFrom }) => ({ id: objectId, countedFrom })),
  );
  const stays = await staysOf(context, kernel, kind, still);
  const idsWhere = (fits: (id: string) => boolean): string[] =>
    terms.map(({ objectId }) => objectId).filter((id) => fits(id));
  const held = idsWhere((id) => stays.has(id));
  const going = idsWhere((id) => still.has(id) && !stays.has(id));
  const anew = idsWhere((id) => !still.has(id));
  await kind.erase(context, going);
  await store.end(kind.rule, going, 'erased');
  await store.end(kind.rule, anew, 'counted_anew');
  await store.noteHeld(kind.rule, held);
  for (const { objectId, packHash } of terms.filter(({ objectId }) => going.includes(objectId)))
    await context.record({
      object: { kind: kind.objectKind, id: objectId },
      authority: packHash,
      lasts: 'erased',
      details: { rule: kind.rule },
    });
  await context.record({
    details: { rule: kind.rule, erased: going.length, held: held.length, countedAnew: anew.length },
  });
  return terms.length < most ? undefined : terms.at(-1)?.objectId;
}

/** Which of these stay for another day: something open rests on them, or a hold names one of their persons. */
async function staysOf(
  context: ActContext,
  { keys }: Archive['kernel'],
  kind: KeptKind,
  still: Awaited<ReturnType<KeptKind['mayGo']>>,
): Promise<ReadonlySet<string>> {
  const stays = new Set([...still].flatMap(([id, documents]) => (documents === 'in-use' ? [id] : [])));
  if ((await holdStore(context).standingCount()) === 0) return stays;
  const free = [...still].flatMap(([id, documents]) => (documents === 'in-use' ? [] : [{ id, documents }]));
  const inside = await kind.personsIn?.(
    context,
    free.map(({ id }) => id),
  );
  const known = free.map(({ id, documents }) => ({
    id,
    tokens: [...documents, ...(inside?.get(id) ?? [])].flatMap((one) => holdTokens(keys, one).searched),
  }));
  const standing = await holdStore(context).standing(known.flatMap(({ tokens }) => tokens));
  for (const { id, tokens } of known) if (tokens.some((token) => standing.has(token.toString('hex')))) stays.add(id);
  return stays;
}
