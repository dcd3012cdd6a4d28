import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type FakeClock, fakeClock, type Node, type NodeOptions, openNode, readConfig } from '@gatehouse/server';
import { afterAll, beforeAll, describe, inject } from 'vitest';
import { copyFolder } from './copy-folder.js';
import { copiedDatabase } from './empty-database.js';

/** The two engines that every test of the database runs on. */
export const engines = ['embedded', 'postgres'] as const;
export type Engine = (typeof engines)[number];

/** A node of one test file on one engine, with a clock that stands until it is moved. */
export type TestNode = Node & { readonly clock: FakeClock; readonly engine: Engine; readonly folder: string };

/** One that was opened for a block of tests, with what opens the same node again once it is closed. */
type OwnNode = TestNode & { readonly environment: Readonly<Record<string, string>> };

/** Where the tests' clock stands at first: a Monday morning in China, a working day. */
export const testStart = new Date('2026-11-23T01:00:00Z');

/**
 * What most tests put in the place of an office's rule: an account of the world signs in by its password alone. What proves the
 * rule says otherwise; whoever opens a node of the world again says it again.
 */
export const byPasswordAlone = { isFactorForced: false } as const;

/** Opens a fresh node on an engine: a copy of the migrated template. `environment` opens the same node again. */
export async function openTestNode(
  engine: Engine,
  environment: Record<string, string> = {},
  options: Omit<NodeOptions, 'clock'> = {},
): Promise<{ node: OwnNode; environment: Record<string, string>; remove: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'gatehouse-node-'));
  const template = engine === 'embedded' ? inject('embeddedTemplate') : inject('postgresTemplateFolder');
  await copyFolder(template, folder);
  const database = engine === 'postgres' ? await copiedDatabase('gatehouse_template') : undefined;
  const clock = fakeClock(testStart);
  const settings = {
    GATEHOUSE_DATA: folder,
    DATABASE_URL: database?.url ?? '',
    GATEHOUSE_LOG_LEVEL: 'silent',
    GATEHOUSE_REQUESTS_PER_MINUTE: '1000000',
    ...environment,
  };
  const node = await openNode(readConfig(settings), { ...byPasswordAlone, sendsCanaries: false, ...options, clock });
  // A test that closes its node itself is not made to close it twice.
  let closed: Promise<void> | undefined;
  const close = () => (closed ??= node.close());
  return {
    environment: settings,
    node: { ...node, close, clock, engine, folder, environment: settings },
    remove: async () => {
      await close();
      await database?.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** What a block of tests proves, asked of the node that was opened for it. */
type Proof = (node: () => OwnNode) => void;

/**
 * Describes a rule once and proves it on both engines, each with a node of its own for the whole block: the kernel, the log, and every
 * act and every reading once (the access matrix).
 */
export function onBothEngines(
  name: string,
  prove: Proof,
  environment: Record<string, string> = {},
  options: Omit<NodeOptions, 'clock'> = {},
): void {
  for (const engine of engines) proveOn(engine, name, prove, environment, options);
}

/** PostgreSQL in the suite, both where `npm run engines` asks for them (ADR 33). */
export const chosenEngines: readonly Engine[] = process.env.TEST_ENGINES === 'both' ? engines : ['postgres'];

/** Describes what a module proves beyond that its acts run: on PostgreSQL in the suite, on both engines by `npm run engines`. */
export function onChosenEngines(
  name: string,
  prove: Proof,
  environment: Record<string, string> = {},
  options: Omit<NodeOptions, 'clock'> = {},
): void {
  for (const engine of chosenEngines) proveOn(engine, name, prove, environment, options);
}

/** Proves a block on one engine, with a node of its own. */
function proveOn(
  engine: Engine,
  name: string,
  prove: Proof,
  environment: Record<string, string>,
  options: Omit<NodeOptions, 'clock'>,
): void {
  describe(`${name} (${engine})`, () => {
    let opened: Awaited<ReturnType<typeof openTestNode>> | undefined;
    beforeAll(async () => {
      opened = await openTestNode(engine, environment, options);
    });
    afterAll(async () => {
      await opened?.remove();
    });
    prove(() => {
      if (opened === undefined) throw new Error('the test node is not open');
      return opened.node;
    });
  });
}
