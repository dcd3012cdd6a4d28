import type { InquiryView } from '@gatehouse/contract';
import { civilDateAt } from '@gatehouse/law';
import { systemViewer, withTransaction } from '@gatehouse/server';
import { act } from '../../apps/server/src/kernel/act.js';
import { messageSender } from '../../apps/server/src/modules/exchange/actions/send-message.js';
import { visitByLink } from '../../apps/server/src/demonstration/visitor.js';
import { storyPeople } from '../../apps/server/src/demonstration/stories.js';
import { inventedNumber } from '../harness/inquiry-world.js';
import { behind, type Country, until } from './country.js';
import { makeLists } from './list-work.js';
import { makeRosters } from './roster-work.js';

type Person = { readonly name: string; readonly type?: string; readonly number: string; readonly birthDate?: string };
type Letter = { readonly secret: string; readonly code: string };
/** A check with the letter its person holds. */
export type Check = { readonly id: string; readonly name: string; readonly letter: Letter | undefined };

const path = (id: string, deed = ''): string => `/api/inquiries/${id}${deed === '' ? '' : `/${deed}`}`;
const longName = '阿卜杜热依木·买买提吐尔逊·艾尼瓦尔江';
const longLatinName = 'MAXIMILIANA ALEXANDRA CHRISTODOULOPOULOU';

let order = 0;
/** Somebody who is not on record. */
function somebody(name: string): Person {
  order += 1;
  return { name, number: inventedNumber(`1990${String((order % 9) + 1).padStart(2, '0')}11`, 500 + order) };
}

/** The people at the unit, its authority and the registry's compare desk, and what they do with a check. */
export function desks(country: Country) {
  const clerk = () => country.as('clerk');
  const read = async (id: string): Promise<InquiryView> => (await clerk()).get(path(id));
  const deed = async (id: string, name: string, body: object = {}): Promise<InquiryView> => {
    const { version } = await read(id);
    return (await clerk()).post(path(id, name), { ...body, version });
  };

  const draft = async (person: Person, changes: object = {}): Promise<Check> => {
    const { name, type = 'resident_id', number, birthDate } = person;
    const view = await (
      await clerk()
    ).post<InquiryView>('/api/inquiries', {
      purpose: 'hire',
      postClass: 'teacher',
      employmentForm: 'contract',
      startDate: '2099-09-01',
      person: { name, documents: [{ type, number }], ...(birthDate === undefined ? {} : { birthDate }) },
      ...changes,
    });
    return { id: view.id, name, letter: undefined };
  };

  const proven = async (person: Person, changes: object = {}): Promise<Check> => {
    const check = await draft(person, changes);
    await deed(check.id, 'prove-identity', { kind: 'original_seen' });
    return check;
  };

  const asked = async (person: Person, isOpened = false): Promise<Check & { letter: Letter }> => {
    const check = await proven(person);
    const answer = (await deed(check.id, 'send-consent', { channel: 'printed' })) as unknown as {
      printed: { link: string; code: string };
    };
    const letter = { secret: answer.printed.link.split('#')[1] ?? '', code: answer.printed.code };
    if (isOpened)
      await visitByLink(country.node.http, letter.secret).post('/api/consent/unlock', { code: letter.code });
    return { ...check, letter };
  };

  const answered = async (person: Person, answer: 'agree' | 'refuse' | 'not-mine'): Promise<Check> => {
    const check = await asked(person);
    const holder = visitByLink(country.node.http, check.letter.secret);
    const page = await holder.post<{ text: { hash: string } }>('/api/consent/unlock', { code: check.letter.code });
    const own = answer === 'not-mine' ? {} : { name: person.name, documentNumber: person.number };
    const text = answer === 'agree' ? { textHash: page.text.hash } : {};
    await holder.post('/api/consent/answer', { answer, ...own, ...text });
    // The camera has browsers of its own: for them it is a letter of before letters were bound to one.
    await country.node.kernel.database.asOwner((client) =>
      client.query('update inquiry.consent_link set answered_at = null where application_id = $1', [check.id]),
    );
    return check;
  };

  const submitted = async (person: Person): Promise<Check> => {
    const check = await answered(person, 'agree');
    await deed(check.id, 'submit');
    return check;
  };

  const approve = async (id: string): Promise<void> => {
    const { version } = await read(id);
    await (await country.as('reviewer')).post(path(id, 'approve'), { version });
  };

  const approved = async (person: Person): Promise<Check> => {
    const check = await submitted(person);
    await approve(check.id);
    return check;
  };

  const serving = async (person: Person): Promise<Check> => {
    const check = await proven(person, { purpose: 'annual' });
    const servedOn = civilDateAt(country.clock.now());
    await deed(check.id, 'serve-notice', { servedOn });
    await deed(check.id, 'submit');
    await approve(check.id);
    return check;
  };

  const released = (check: Check): Promise<Check> =>
    until(`the release for ${check.name}`, async () =>
      (await read(check.id)).state === 'RELEASED' ? check : undefined,
    );

  return { read, deed, draft, proven, asked, answered, submitted, approve, approved, serving, released };
}

/** A person for whom a unit has asked twice, with the code of a desk; and the code of somebody of whom nothing is held. */
async function ownPageCodes(country: Country): Promise<{ readonly asked: string; readonly nothing: string }> {
  const desk = desks(country);
  const codeOf = async ({ name, number }: Person): Promise<string> => {
    const shown = { name, document: { type: 'resident_id', number }, proof: 'original_seen' };
    const { code } = await (await country.as('reviewer')).post<{ code: string }>('/api/desk-codes', shown);
    return code;
  };
  const person = somebody('唐慧敏');
  await desk.released(await desk.approved(person));
  await desk.answered(person, 'agree');
  return { asked: await codeOf(person), nothing: await codeOf(somebody('邓丽')) };
}

type Opening = { readonly id: string; readonly version: number };

/** Waits until a comparison lies on a comparer's desk that is not among the known, and answers its id. */
export async function newComparison(country: Country, account: string, known: readonly string[]): Promise<string> {
  const comparer = await country.as(account);
  return until(`a comparison for ${account}`, async () => {
    const { items } = await comparer.get<{ items: Opening[] }>('/api/registry/comparisons');
    return items.find(({ id }) => !known.includes(id))?.id;
  });
}

/** A comparer claims a comparison and says what they think. */
export async function giveOpinion(country: Country, account: string, id: string, ending: string): Promise<void> {
  const comparer = await country.as(account);
  const pair = `/api/registry/comparisons/${id}`;
  const mine = await until(`${account}'s turn`, async () => {
    const { items } = await comparer.get<{ items: Opening[] }>('/api/registry/comparisons');
    return items.find((one) => one.id === id);
  });
  const claimed = await comparer.post<Opening>(`${pair}/claim`, { version: mine.version });
  const reason = '姓名、号码与出生日期逐项核对一致';
  await comparer.post(`${pair}/opinions`, { version: claimed.version, ending, reason });
}

/** The unit enters somebody on its roster who is on record; what two people find opens a check that nobody asked for. */
export async function makeMonitored(country: Country, { name, number }: Person, known: string[]): Promise<Check> {
  const clerk = await country.as('clerk');
  const person = { name, documents: [{ type: 'resident_id', number }] };
  const post = { postClass: 'security', employmentForm: 'outsourced', fromDate: '2025-09-01' };
  await clerk.post('/api/employments', { person, ...post });
  const pair = await newComparison(country, 'comparer', known);
  known.push(pair);
  for (const account of ['comparer', 'comparer-2']) await giveOpinion(country, account, pair, 'same_person');
  const id = await until(`the check that nobody asked for about ${name}`, async () => {
    const { items } = await clerk.get<{ items: InquiryView[] }>('/api/inquiries');
    return items.find((line) => line.name === name && line.postClass === post.postClass)?.id;
  });
  return { id, name, letter: undefined };
}

/** The registry says that the answer to a check is void, by the exchange. */
async function recall({ node, clock }: Country, applicationId: string): Promise<void> {
  const { kernel } = node;
  const { askId } = await withTransaction(kernel.database, systemViewer('exchange'), clock.now(), ({ sql }) =>
    sql
      .selectFrom('inquiry.answer')
      .select('askId')
      .where('applicationId', '=', applicationId)
      .executeTakeFirstOrThrow(),
  );
  await act(kernel, systemViewer('matcher'), 'registry.recall-answer', async (context) => {
    await context.record({ object: { kind: 'registry.ask', id: askId } });
    const body = { askId, recalledAt: context.now.toISOString() };
    await messageSender(kernel.keys)(context, 'platform', 'inquiry.recall', [{ body }]);
  });
}

/** Checks in every state in which somebody meets them. */
export async function makeChecks(country: Country) {
  const desk = desks(country);
  const { misused, recorded, renamed, twin } = storyPeople;

  const barred = await desk.approved(recorded);
  const stopWork = await desk.serving(twin);
  const known: string[] = [];
  for (const _ of [barred, stopWork]) {
    const pair = await newComparison(country, 'comparer', known);
    known.push(pair);
    await giveOpinion(country, 'comparer', pair, 'same_person');
    await giveOpinion(country, 'comparer-2', pair, 'same_person');
  }
  const overdue = await desk.submitted(somebody('郭秀兰'));
  const overdueConsent = await desk.asked(somebody('高志远'));
  await desk.released(stopWork);
  const holder = visitByLink(country.node.http, barred.letter?.secret ?? '');
  await holder.post('/api/consent/unlock', { code: barred.letter?.code ?? '' });
  await until(
    'what the person is told first',
    async () => (await holder.get<{ result?: object }>('/api/consent')).result,
  );
  // Past the period in which a candidate may object before the unit is told.
  country.clock.advance(behind);
  await desk.released(barred);
  const monitored = await makeMonitored(country, recorded, known);

  const free = await desk.approved(somebody('李春燕'));
  const settled = await desk.approved(somebody(longLatinName));
  const objected = await desk.approved(somebody('黄桂英'));
  for (const check of [free, settled, objected]) await desk.released(check);
  await desk.deed(settled.id, 'settle', { kind: 'hired', on: civilDateAt(country.clock.now()) });
  await desk.deed(objected.id, 'object', { reason: 'wrong_data', words: '号码与本人不符，请重新核查。' });

  const recalled = await desk.approved(somebody('罗秀英'));
  const recallNoted = await desk.serving(somebody('梁志国'));
  for (const check of [recalled, recallNoted]) {
    await desk.released(check);
    await recall(country, check.id);
    await until(`the recall for ${check.name}`, async () =>
      (await desk.read(check.id)).state === 'RECALLED' ? check : undefined,
    );
  }
  await desk.deed(recallNoted.id, 'note-recall');

  const comparing = await desk.approved({ name: '王丽华', number: renamed.number });
  const firstPair = await newComparison(country, 'comparer', known);
  known.push(firstPair);
  const abroad = { name: 'JONATHAN ALDER', type: 'passport', number: 'E12345678', birthDate: '1980-02-02' };
  await desk.approved(abroad);
  const secondPair = await newComparison(country, 'comparer', known);
  await giveOpinion(country, 'comparer', secondPair, 'same_person');
  known.push(secondPair);
  const third = await desk.approved({
    name: 'LIN ZHIQIANG',
    type: 'hm_permit',
    number: 'H01234567',
    birthDate: '1976-11-23',
  });
  const thirdPair = await newComparison(country, 'comparer', known);
  await giveOpinion(country, 'comparer', thirdPair, 'same_person');
  await giveOpinion(country, 'comparer-2', thirdPair, 'not_the_same');
  known.push(thirdPair);
  // Two people find that somebody only said to be this man; whoever compares him next is told.
  await desk.approved(misused);
  const earlierPair = await newComparison(country, 'comparer', known);
  known.push(earlierPair);
  for (const account of ['comparer', 'comparer-2'])
    await giveOpinion(country, account, earlierPair, 'identity_misused');
  await desk.serving(misused);
  const misusedPair = await newComparison(country, 'comparer', known);

  // A code opens one page, and a newer one of the same person takes its place: a person for each language.
  const ownCodes = { zh: await ownPageCodes(country), en: await ownPageCodes(country) };

  const withProblems = await desk.draft({ name: '马超', number: '100101199001015555' });
  const unproven = await desk.draft(somebody('何静'));
  const unasked = await desk.proven(somebody(longName), {
    postTitle: '附属实验小学课后服务与校外实践活动管理部兼职指导教师',
  });
  const pending = await desk.asked(somebody('林霞'));
  const opened = await desk.asked(somebody(longLatinName), true);
  const consented = await desk.answered(somebody('赵刚'), 'agree');
  const refused = await desk.answered(somebody('吴杰'), 'refuse');
  const disputed = await desk.answered(somebody('徐勇'), 'not-mine');
  const waiting = await desk.submitted(somebody(longName));
  await desk.submitted(somebody('胡艳'));
  const returned = await desk.submitted(somebody('朱强'));
  const { version } = await desk.read(returned.id);
  const options = await (await country.as('reviewer')).get<{ returnReasons: { id: string }[] }>('/api/inquiry-options');
  await (
    await country.as('reviewer')
  ).post(path(returned.id, 'return'), {
    reasons: [options.returnReasons[0]?.id],
    words: '请补充岗位说明。',
    version,
  });
  const cancelled = await desk.proven(somebody('杨磊'));
  await desk.deed(cancelled.id, 'cancel', { reason: '不再拟录用' });
  const mailed = await desk.proven(somebody('孙丽'));
  await desk.deed(mailed.id, 'send-consent', { channel: 'email', contact: 'sun-li@example.invalid' });
  const lists = await makeLists(country);
  const rosters = await makeRosters(country);
  return {
    ownCodes,
    ...{
      barred,
      stopWork,
      monitored,
      overdue,
      overdueConsent,
      free,
      settled,
      objected,
      comparing,
      third,
      withProblems,
      unproven,
    },
    ...{ unasked, pending, opened, consented, refused, disputed, waiting, returned, cancelled, recalled, recallNoted },
    lists,
    rosters,
    pairs: { first: firstPair, second: secondPair, third: thirdPair, misused: misusedPair },
  };
}
