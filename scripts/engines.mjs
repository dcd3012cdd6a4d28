// `npm run engines`: every test of the database on both engines, what the suite proves on PostgreSQL alone included. Ends with the
// line that is kept in bench/results.
import { prepare } from './prepare.mjs';
import { reportedRun } from './reported-run.mjs';

prepare();
const { files, tests, failed, status } = reportedRun('database', process.argv.slice(2), { TEST_ENGINES: 'both' });

/** How many tests of an engine ended so; a block names its engine in brackets. */
const count = (engine, ended) =>
  tests.filter(({ status, ancestorTitles }) => status === ended && ancestorTitles.join(' ').includes(`(${engine})`))
    .length;
const engines = Object.fromEntries(
  ['embedded', 'postgres'].map((name) => [name, { passed: count(name, 'passed'), failed: count(name, 'failed') }]),
);
process.stdout.write(`${JSON.stringify({ name: 'engines', node: process.version, files, engines, failed })}\n`);
process.exitCode = status;
