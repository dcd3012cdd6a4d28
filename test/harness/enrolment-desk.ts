import type { ExchangeMessage } from '@gatehouse/contract';
import { residentOf } from './merge-desk.js';
import type { RecallDesk } from './recall-desk.js';
import { inventedNumber, type registryWorld } from './registry-world.js';
import type { TestNode } from './test-node.js';

type Enrolment = Partial<ExchangeMessage<'enrolment.enrol'>>;

/** An invented person, as far as an enrolment and a record need one. */
export type EnrolledPerson = { readonly name: string; readonly born: string; readonly number: string };

let serial = 0;

/** An invented person, another at each call. */
export function somebody(): EnrolledPerson {
  serial += 1;
  const name = `虚构${String.fromCharCode(0x5000 + serial)}${String.fromCharCode(0x6000 + serial)}`;
  const born = `19${String(40 + (serial % 50))}-0${String((serial % 9) + 1)}-1${String(serial % 10)}`;
  return { name, born, number: inventedNumber(born, 100 + serial) };
}

/** Who serves and who is on record, as a registry hears of them; each step is followed to its end. */
export function enrolmentDesk(node: () => TestNode, world: ReturnType<typeof registryWorld>, desk: () => RecallDesk) {
  const said = (type: string, ...ids: string[]) =>
    world
      .enrolled()
      .filter((one) => one.type === type && ids.includes(one.body.enrolmentId))
      .map(({ body }) => body as ExchangeMessage<'enrolment.found'>);
  return {
    enrol: async ({ name, number }: EnrolledPerson, terms: Enrolment = {}) => {
      const person = { name, formerNames: [], documents: [{ type: 'resident_id' as const, number }] };
      const id = await world.enrol(node(), { person, ...terms });
      await desk().drain();
      return id;
    },
    leave: async (id: string) => {
      await world.leave(node(), id);
      await desk().drain();
    },
    onRecord: async (person: EnrolledPerson) => {
      const entered = await desk().onRecord(residentOf(person));
      await desk().drain();
      return entered.recordId;
    },
    /** What the first who compares has before them. */
    waiting: async () =>
      (await desk().call('comparer', 'GET', '/api/registry/comparisons')).body['items'] as { id: string }[],
    /** What the registry said of these enrolments. */
    said,
    found: (...ids: string[]) => said('enrolment.found', ...ids),
  };
}
