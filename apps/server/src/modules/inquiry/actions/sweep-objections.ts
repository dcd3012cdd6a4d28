import { act } from '../../../kernel/act.js';
import { withTransaction } from '../../../kernel/database/transaction.js';
import { systemViewer } from '../../../kernel/viewer.js';
import type { Platform } from '../doors.js';
import { applicationStore } from '../store/application-store.js';
import { objectionStore } from '../store/objection-store.js';
import { beginCourse } from './begin-course.js';

const viewer = systemViewer('sweep');
const chunk = 100;

/** What is late, and who is told: the organisation that has to do it, and the one above it. */
type Late = {
  readonly id: string;
  readonly inquiryId: string;
  readonly what: string;
  readonly told: readonly (string | null)[];
  readonly kind: 'step' | 'repair';
};

/**
 * Marks steps of objections and repairs that are late, each once, with an entry for everybody who is told: it stands on their home page
 * and in their list from then on. What a stopped node missed is marked when it runs again.
 */
export async function sweepObjections(platform: Platform): Promise<void> {
  const { database, clock } = platform.kernel;
  const late = await withTransaction(database, viewer, clock.now(), async (transaction): Promise<Late[]> => {
    const store = objectionStore(transaction);
    const steps = (await store.lateSteps(chunk)).map(({ id, applicationId, step, authorityId, superiorId }): Late => ({
      id,
      inquiryId: applicationId,
      what: step,
      told: [authorityId, superiorId],
      kind: 'step',
    }));
    const repairs = (await store.lateRepairs(chunk)).map(
      ({ id, applicationId, kind, organisationId, superiorId }): Late => ({
        id,
        inquiryId: applicationId,
        what: kind,
        told: [organisationId, superiorId],
        kind: 'repair',
      }),
    );
    return [...steps, ...repairs];
  });
  for (const one of late) await escalate(platform, one);
  await beginMissing(platform);
}

/** Objections that an earlier version opened get their first step, once. */
async function beginMissing(platform: Platform): Promise<void> {
  const { database, clock } = platform.kernel;
  const missing = await withTransaction(database, viewer, clock.now(), (transaction) =>
    objectionStore(transaction).withoutCourse(chunk),
  );
  for (const { id, applicationId } of missing)
    await act(platform.kernel, viewer, 'inquiry.carry-objection', async (context) => {
      const [row] = await applicationStore(context).heldByIds([applicationId]);
      await context.record({ object: { kind: 'inquiry', id: applicationId }, details: { after: 'upgrade' } });
      const isBegun = (await objectionStore(context).steps(id)).length > 0;
      if (row?.state === 'OBJECTED' && !isBegun) await beginCourse(context, platform, row, id);
    });
}

async function escalate({ kernel }: Platform, { id, inquiryId, what, told, kind }: Late): Promise<void> {
  await act(kernel, viewer, 'inquiry.escalate-objection', async (context) => {
    const store = objectionStore(context);
    const isMarked = kind === 'step' ? await store.markStepLate(id) : await store.markRepairLate(id);
    const object = { kind: 'inquiry', id: inquiryId };
    if (!isMarked) return void (await context.record({ object, details: { late: what, marked: false } }));
    for (const organisation of told)
      if (organisation !== null) await context.record({ object, details: { late: what, organisation, way: 'page' } });
  });
}
