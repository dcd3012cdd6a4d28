// `npm run drills`: what is killed in the middle of long work, over and over (`*.drill.test.ts`), which the suite has no time for. Ends
// with the line that is kept in bench/results.
import { prepare } from './prepare.mjs';
import { reportedRun } from './reported-run.mjs';

prepare();
const { files, tests, failed, status } = reportedRun('drills', process.argv.slice(2));
const drills = Object.fromEntries(tests.map((test) => [test.fullName, test.status]));
process.stdout.write(`${JSON.stringify({ name: 'drills', node: process.version, files, drills, failed })}\n`);
process.exitCode = status;
