import type { ObjectionAbove, ObjectionCourse, ObjectionTask, RepairTask } from '@gatehouse/contract';
import { builtInPacks, loadPack, noticeText } from '@gatehouse/law';

const { pack } = loadPack(builtInPacks.get('demonstration'), builtInPacks);
const bureau = { en: 'Qingshi County Education Bureau (invented)', zh: '青石县教育局（虚构）' };
const ministry = { en: 'Ministry of Education (invented)', zh: '教育主管部委（虚构）' };
const publicSecurity = { en: 'Public security', zh: '公安机关' };
const school = { en: 'Qingshi County Primary School 1 (invented)', zh: '青石县第一小学（虚构）' };
const post = { en: 'Teacher', zh: '教师' };
const [longAgo, soon] = ['2026-10-12T01:30:00.000Z', '2099-12-02T16:00:00.000Z'];
const invented = (end: number): string => `00000000-0000-4000-8000-0000000000${end}`;

const by = { reviewing: bureau, ministry, registry: publicSecurity };
const steps = (now: number): ObjectionCourse['steps'] =>
  pack.objectionSteps.map(({ title, responsible }, place) => ({
    title,
    by: by[responsible],
    state: place < now ? 'done' : place === now ? 'now' : 'ahead',
    dueAt: place < now ? longAgo : soon,
    overdue: false,
    ...(place < now ? { endedAt: longAgo } : {}),
  }));
const letter = (id: string) =>
  noticeText(pack, id, {
    unit: school,
    authority: bureau,
    contact: bureau,
    post,
    objectedOn: { en: '12 Oct 2026', zh: '2026年10月12日' },
  });
const text = (id: string) => pack.answers.find((answer) => answer.id === id)?.words ?? post;

/** Repairs of which one is done, one late, one to come. */
const repairs = (mayDo: boolean): ObjectionCourse['repairs'] =>
  pack.repairs
    .filter(({ standings }) => standings.includes('candidate'))
    .map(({ title, by: part }, place) => ({
      id: invented(20 + place),
      what: title,
      by: part === 'unit' ? school : bureau,
      dueAt: place === 1 ? longAgo : soon,
      overdue: place === 1,
      ...(place === 0 ? { doneAt: longAgo } : {}),
      mayDo: mayDo && place === 1,
    }));

/** Courses as they stand after days, for pictures. */
export const courses = {
  kept: { state: 'kept', steps: [], interim: text('interim_person_candidate'), repairs: [] },
  late: {
    state: 'open',
    steps: steps(1).map((step) => (step.state === 'now' ? { ...step, dueAt: longAgo, overdue: true } : step)),
    interim: text('interim_person_candidate'),
    repairs: [],
  },
  lateForUnit: {
    state: 'open',
    steps: steps(2).map((step) => (step.state === 'now' ? { ...step, dueAt: longAgo, overdue: true } : step)),
    interim: text('interim_candidate'),
    repairs: [],
  },
  stands: { state: 'stands', steps: steps(4), letter: letter('objection_stands'), repairs: [] },
  corrected: {
    state: 'corrected',
    steps: steps(3).slice(0, 3),
    letter: letter('objection_upheld'),
    repairs: repairs(false),
  },
  correctedForUnit: { state: 'corrected', steps: steps(3).slice(0, 3), repairs: repairs(true) },
} satisfies Record<string, ObjectionCourse>;

/** What waits at a ministry: one late, one to come. */
export const waitingAbove: ObjectionAbove[] = [longAgo, soon].map((dueAt, place) => ({
  stepId: invented(30 + place),
  step: pack.objectionSteps[1]?.title ?? post,
  number: 2,
  of: 4,
  sender: bureau,
  begunAt: longAgo,
  dueAt,
  overdue: place === 0,
  ...(place === 0 ? { overdueSince: longAgo } : {}),
}));

const task = (place: number, changes: Partial<ObjectionTask>): ObjectionTask => ({
  stepId: invented(40 + place),
  inquiryId: invented(50 + place),
  step: pack.objectionSteps[0]?.title ?? post,
  number: 1,
  of: 4,
  name: place === 1 ? '阿卜杜热依木·买买提吐尔逊·艾尼瓦尔江' : '孙立军',
  unit: school,
  responsible: bureau,
  begunAt: longAgo,
  dueAt: soon,
  overdue: false,
  part: 'pass-on',
  ...changes,
});

/** What waits for an authority: late elsewhere, a letter to write, one of its own. */
export const waitingHere: { steps: ObjectionTask[]; repairs: RepairTask[] } = {
  steps: [
    task(0, {
      step: pack.objectionSteps[2]?.title ?? post,
      number: 3,
      responsible: publicSecurity,
      dueAt: longAgo,
      overdue: true,
      overdueSince: longAgo,
      part: 'watch',
    }),
    task(1, {
      step: pack.objectionSteps[3]?.title ?? post,
      number: 4,
      part: 'write',
      letter: letter('objection_stands'),
    }),
    task(2, {}),
  ],
  repairs: repairs(true).map(({ id, what, by: responsible, dueAt, overdue }, place) => ({
    repairId: id,
    inquiryId: invented(60 + place),
    name: '孙立军',
    unit: school,
    what,
    responsible,
    dueAt,
    overdue,
    ...(overdue ? { overdueSince: longAgo } : {}),
    part: place === 2 ? 'do' : 'watch',
  })),
};
