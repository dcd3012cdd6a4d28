import {
  type AnswerOf,
  keptOf,
  type prohibitionEndpoints,
  type ProhibitionView,
  type Words,
} from '@gatehouse/contract';
import { civilDateAt, prohibitionReferralsFor, prohibitionRegime } from '@gatehouse/law';
import { type ReadContext, readAct } from '../../../kernel/act.js';
import { refuse } from '../../../kernel/errors.js';
import type { Viewer } from '../../../kernel/viewer.js';
import type { Desk } from '../doors.js';
import { deedsOf, isKept } from '../policy.js';
import { displacedOn, spanOf, standingOf } from '../rules/span.js';
import { openOrder, type OpenedOrder, orderTokens } from '../store/order-sealing.js';
import { placementStore } from '../store/placement-store.js';
import { orderOf, prohibitionStore, type ProhibitionRow } from '../store/prohibition-store.js';
import { placementView } from '../views/placement-view.js';
import { dueAbout, dueInWords, prohibitionLine, type ReadOrder } from '../views/prohibition-view.js';
import { citationOf, maskedNumber, postsOf, titleOf, wordsIn } from '../views/words.js';
import words from '../words.json' with { type: 'json' };
import { keeperOf } from './keeper-of.js';
import { waitingChange } from './change-prohibition.js';
import { caseFactsOf, entryAbout } from './write-prohibition.js';

/** One order with its life and what is due about it. */
export async function readProhibition(desk: Desk, viewer: Viewer, id: string): Promise<ProhibitionView> {
  const { kernel, doors } = desk;
  return readAct(kernel, viewer, 'supervision.read-prohibition', async (context) => {
    const row = await prohibitionStore(context).byId(id);
    const opened = row.erasedAt === null ? await openOrder(kernel.keys, context, row) : nobody;
    const placements = (await placementStore(context).of([id])).get(id) ?? [];
    const read = { row, order: orderOf(row), placements };
    context.record(entryAbout(desk, id, row.regime, opened.person));
    return {
      ...prohibitionLine(read, opened.person.name, doors.law, context.now),
      ...regimeOf(desk, row),
      ...caseOf(desk, read, opened),
      ...stepsOf(read),
      ...keptOf(row),
      ...(await othersOf(desk, context, read, opened)),
      due: dueAbout(read, doors.law, context.now).map((due) => dueInWords(due, context.now)),
      seen: placements
        .map((placed) => placementView(placed, read.order, doors.law, context.now))
        .map((placed) => ({ ...placed, mayRefer: placed.mayRefer && isKept(viewer, row) && row.erasedAt === null })),
      ...changeOf(read, opened),
      timeline: await timelineOf(context, id, opened),
      may: deedsOf(viewer, read.order, row, doors.law),
      ...(viewer.kind === 'account' ? await keeperOf(desk, context, viewer, row) : {}),
    };
  });
}

/** The order as it was entered, for a form; whole numbers, so only while somebody may enter it again or propose a correction. */
export async function readEntry(
  desk: Desk,
  viewer: Viewer,
  id: string,
): Promise<AnswerOf<typeof prohibitionEndpoints.readEntry>> {
  const { kernel, doors } = desk;
  return readAct(kernel, viewer, 'supervision.read-entry', async (context) => {
    const row = await prohibitionStore(context).byId(id);
    const may = deedsOf(viewer, orderOf(row), row, doors.law);
    if (!may.includes('amend') && !may.includes('propose_change')) refuse('prohibition-not-at-step');
    const { person, caseFacts } = await openOrder(kernel.keys, context, row);
    context.record(entryAbout(desk, id, row.regime, person));
    const { regime, effectiveOn, sentence, exposesChild } = orderOf(row);
    return {
      ...{ person, ...caseFacts, regime, effectiveOn, sentence, exposesChild, version: row.version },
      ...(row.sentenceEndsOn === null ? {} : { sentenceEndsOn: row.sentenceEndsOn }),
      ...(row.paroledOn === null ? {} : { paroledOn: row.paroledOn }),
      ...(row.years === null ? {} : { years: row.years }),
      ...(row.postClasses === null ? {} : { postClasses: row.postClasses }),
    };
  });
}

/** An order as far as it can be opened. */
type ShownOrder = Omit<OpenedOrder, 'sealer'> & Partial<Pick<OpenedOrder, 'sealer'>>;

function regimeOf({ doors }: Desk, { regime: id }: ProhibitionRow) {
  const { pack } = doors.law;
  const { words: regimeWords, watchedBy, source, verified } = prohibitionRegime(pack, id);
  const referrals = prohibitionReferralsFor(pack, id).map((one) => ({
    ...{ id: one.id, title: one.title, words: one.words, gravity: one.gravity },
  }));
  return { regimeWords, watchedBy, rests: citationOf(pack.sources, source), isSourceRead: verified, referrals };
}

function caseOf({ doors }: Desk, { row, order }: ReadOrder, { person, caseFacts }: ShownOrder) {
  return {
    ...caseFacts,
    documents: person.documents.map(({ type, number }) => ({ type, number: maskedNumber(number) })),
    formerNames: person.formerNames,
    effectiveOn: row.effectiveOn,
    sentence: wordsIn(words.sentences, row.sentence),
    ...(row.sentenceEndsOn === null ? {} : { sentenceEndsOn: row.sentenceEndsOn }),
    ...(row.paroledOn === null ? {} : { paroledOn: row.paroledOn }),
    ...(row.years === null ? {} : { years: row.years }),
    posts: postsOf(order, doors.law),
    exposesChild: row.exposesChild,
  };
}

function stepsOf({ row, order }: ReadOrder) {
  const { servedOn, servedDocument, toldAt, receivedAt } = row;
  return {
    hasCertificate: order.hasCertificate,
    ...(servedOn === null || servedDocument === null
      ? {}
      : { service: { on: servedOn, document: servedDocument as 'judgment' | 'certificate' } }),
    ...(toldAt === null ? {} : { toldAt: toldAt.toISOString() }),
    ...(receivedAt === null ? {} : { receivedAt: receivedAt.toISOString() }),
  };
}

/** Other orders of this procuratorate about the person, and whether one of them prevails over this one. */
async function othersOf(
  { kernel, doors }: Desk,
  context: ReadContext,
  { row, order }: ReadOrder,
  { person }: ShownOrder,
) {
  const { law } = doors;
  const today = civilDateAt(context.now);
  const rows = await prohibitionStore(context).others(row, orderTokens(kernel.keys, person.documents).held);
  const orders = rows.map(orderOf);
  return {
    isDisplaced: displacedOn([order, ...orders], law, today).includes(order),
    others: rows.map((other, at) => {
      const one = orders[at] ?? orderOf(other);
      return {
        id: other.id,
        regime: titleOf(law.pack.prohibitionRegimes, other.regime),
        state: standingOf(one, spanOf(one, law), false, today),
      };
    }),
  };
}

function changeOf({ row }: ReadOrder, opened: ShownOrder): Pick<ProhibitionView, 'change'> {
  const change = opened.sealer && waitingChange({ row, sealer: opened.sealer });
  if (change === undefined) return {};
  const title = wordsIn(words.changes, change.kind);
  const { kind, reason } = change;
  if (change.kind !== 'correct') return { change: { kind, title, reason, endsOn: change.endsOn, differences: [] } };
  return { change: { kind, title, reason, differences: differencesOf(row, opened, change.entry) } };
}

/** What is shown of an order whose person was erased. */
const nobody: ShownOrder = {
  person: { name: '—', formerNames: [], documents: [] },
  caseFacts: { orderedBy: '—', caseNumber: '—', offence: '—', department: '—' },
};

type Entered = Extract<NonNullable<ReturnType<typeof waitingChange>>, { kind: 'correct' }>['entry'];

/** Which parts of the order a correction would change; not into what, where a number or a name would stand. */
function differencesOf(row: ProhibitionRow, { person, caseFacts }: ShownOrder, entry: Entered): Words[] {
  const pairs: readonly (readonly [keyof typeof words.fields, unknown, unknown])[] = [
    [
      'person',
      [person.name, person.formerNames, person.documents],
      [entry.person.name, entry.person.formerNames, entry.person.documents],
    ],
    ['caseFacts', caseFacts, caseFactsOf(entry)],
    ['regime', row.regime, entry.regime],
    ['effectiveOn', row.effectiveOn, entry.effectiveOn],
    ['sentence', row.sentence, entry.sentence],
    ['sentenceEndsOn', row.sentenceEndsOn, entry.sentenceEndsOn ?? null],
    ['paroledOn', row.paroledOn, entry.paroledOn ?? null],
    ['years', row.years, entry.years ?? null],
    ['postClasses', row.postClasses, entry.postClasses ?? null],
    ['exposesChild', row.exposesChild, entry.exposesChild],
  ];
  return pairs.flatMap(([field, was, is]) => (JSON.stringify(was) === JSON.stringify(is) ? [] : [words.fields[field]]));
}

async function timelineOf(
  context: ReadContext,
  id: string,
  { sealer }: ShownOrder,
): Promise<ProhibitionView['timeline']> {
  return (await prohibitionStore(context).actions(id)).map(({ id: actionId, verb, words: reason, at }) => ({
    what: verb,
    words: wordsIn(words.verbs, verb),
    at: at.toISOString(),
    ...(reason === null || sealer === undefined ? {} : { reason: sealer.open('words', actionId, reason) }),
  }));
}
