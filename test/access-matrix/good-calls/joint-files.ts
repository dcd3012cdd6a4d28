import { jointStaffFile, staffMembers } from '../../harness/staff-file.js';
import type { GoodCall, GoodCalls, Story } from './story.js';

const reviewer = { login: 'reviewer' } as const;
const clerk = { login: 'clerk' } as const;

const school = '甲县第一小学（虚构）';
const file = {
  name: '在岗汇总 王小红.csv',
  bytes: Buffer.from(
    jointStaffFile(staffMembers(2, 1974).map((who, at) => ({ ...who, unit: at === 0 ? school : '' }))),
  ),
};

async function aboutFile({ as, kept }: Story): Promise<GoodCall> {
  const { id } = kept.joint;
  const { version } = await as('reviewer', 'GET', `/api/joint-files/${id}`);
  return { by: reviewer, params: { id }, body: { version } };
}

async function untilDivided({ as, kept, until }: Story): Promise<void> {
  await until(async () => {
    const { state } = await as('reviewer', 'GET', `/api/joint-files/${kept.joint.id}`);
    return state === 'DIVIDED' ? true : undefined;
  });
}

/** A file with the staff of many units, from its authority to a unit that sends its part back. */
export const jointFileCalls: GoodCalls = {
  'GET /api/joint-file-template': () => ({ by: reviewer }),
  'POST /api/joint-files': ({ kept, holdBack }) => {
    const letGo = holdBack('workforce.divide-joint-file');
    return {
      by: reviewer,
      upload: file,
      keep: ({ json }) => {
        letGo();
        kept.joint = json;
      },
    };
  },
  'POST /api/joint-files/:id/stop': (story) => aboutFile(story),
  'POST /api/joint-files/:id/resume': (story) => aboutFile(story),
  'GET /api/joint-files': () => ({ by: reviewer }),
  'GET /api/joint-files/:id': async (story) => {
    await untilDivided(story);
    return { by: reviewer, params: { id: story.kept.joint.id } };
  },
  'GET /api/joint-files/:id/units': ({ kept }) => ({ by: reviewer, params: { id: kept.joint.id } }),
  'POST /api/joint-files/:id/export-problems': ({ kept }) => ({
    by: reviewer,
    params: { id: kept.joint.id },
    body: { format: 'csv', language: 'zh', purpose: '退回更正' },
  }),
  'POST /api/roster-loads/:id/send-back': async ({ as }) => {
    const { load } = await as('clerk', 'GET', '/api/roster');
    const { version } = await as('clerk', 'GET', `/api/roster-loads/${load.id}`);
    return { by: clerk, params: { id: load.id }, body: { version, reason: '此人不在我校' } };
  },
};
