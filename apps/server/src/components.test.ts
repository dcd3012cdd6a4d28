import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  type Advisory,
  compareVersions,
  componentsDocument,
  componentsOf,
  type LockFile,
  weakComponents,
} from './components.js';
import replacementDays from './replacement-days.json' with { type: 'json' };

const root = new URL('../../../', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8');
const lock = JSON.parse(read('package-lock.json')) as LockFile;

describe('the inventory of components', () => {
  it('names each package of the lock file once, with what only builds and tests apart', () => {
    const integrity = 'sha512-x';
    const packages = {
      '': { name: 'gatehouse-house', version: '0.1.0' },
      'apps/web': { version: '0.1.0' },
      'node_modules/@gatehouse/web': { resolved: 'apps/web', link: true },
      'node_modules/b': { version: '2.0.0', dev: true, integrity },
      'node_modules/@a/c': { version: '1.0.0', license: 'MIT', integrity },
      'node_modules/b/node_modules/@a/c': { version: '1.0.0', license: 'MIT', dev: true, integrity },
    };
    expect(componentsOf({ packages }).map(({ name, version, scope }) => [name, version, scope])).toEqual([
      ['@a/c', '1.0.0', 'required'],
      ['b', '2.0.0', 'excluded'],
    ]);
    expect(JSON.parse(componentsDocument({ packages }, '0.1.0'))).toMatchObject({
      bomFormat: 'CycloneDX',
      components: [{ purl: 'pkg:npm/%40a/c@1.0.0', licenses: [{ expression: 'MIT' }] }, { purl: 'pkg:npm/b@2.0.0' }],
    });
  });

  it('is as long as the lock file, and each comes from the one registry with its hash', () => {
    const components = componentsOf(lock);
    expect(components.length).toBeGreaterThan(500);
    expect(components.filter(({ scope }) => scope === 'required').length).toBeGreaterThan(100);
    const strange = components.filter(
      ({ resolved, integrity }) =>
        !['', 'https://registry.npmjs.org'].includes(resolved.split('/', 3).join('/')) ||
        !integrity.startsWith('sha512-'),
    );
    expect(strange).toEqual([]);
  });

  it('stands in the documents as the lock file has it now', () => {
    expect(read('docs/components.json')).toBe(
      componentsDocument(lock, (JSON.parse(read('package.json')) as { version: string }).version),
    );
  });
});

describe('by when a weak component is replaced', () => {
  const now = new Date('2026-11-28T00:00:00Z');
  const ago = (days: number): string => new Date(now.getTime() - days * 86_400_000).toISOString();
  const components = [{ name: 'b', version: '2.3.4' }];
  const advisory = (more: Partial<Advisory>, events: object[] = [{ introduced: '0' }]): Advisory => ({
    id: 'GHSA-1',
    published: ago(0),
    database_specific: { severity: 'HIGH' },
    affected: [{ package: { ecosystem: 'npm', name: 'b' }, ranges: [{ type: 'SEMVER', events }] }],
    ...more,
  });

  it.each(Object.entries(replacementDays))('%s: after %i days it is overdue', (severity, days) => {
    const overdue = (published: string) =>
      weakComponents(components, [advisory({ published, database_specific: { severity } })], now)[0]?.isOverdue;
    expect(overdue(ago(days - 0.01))).toBe(false);
    expect(overdue(ago(days))).toBe(true);
  });

  it('SECURITY.md says the same days', () => {
    const rows = [...read('SECURITY.md').matchAll(/^\| (critical|high|moderate|low) \| (\d+) days/gm)];
    expect(Object.fromEntries(rows.map(([, severity, days]) => [severity, Number(days)]))).toEqual(replacementDays);
  });

  it.each([
    ['before it was fixed', [{ introduced: '0' }, { fixed: '2.3.5' }], true],
    ['fixed in it', [{ introduced: '0' }, { fixed: '2.3.4' }], false],
    ['the last one', [{ introduced: '2.0.0' }, { last_affected: '2.3.4' }], true],
    ['after the last one', [{ introduced: '2.0.0' }, { last_affected: '2.3.3' }], false],
    ['not yet', [{ introduced: '3.0.0-alpha.1' }], false],
    ['again', [{ introduced: '0' }, { fixed: '1.0.0' }, { introduced: '2.3.0' }], true],
  ])('%s', (_words, events, isWeak) => {
    expect(weakComponents(components, [advisory({}, events)], now).length).toBe(isWeak ? 1 : 0);
  });

  it('names no other package, none of another ecosystem, and nothing that was withdrawn', () => {
    const elsewhere = [{ package: { ecosystem: 'PyPI', name: 'b' }, versions: ['2.3.4'] }];
    const other = [{ package: { ecosystem: 'npm', name: 'bb' }, versions: ['2.3.4'] }];
    const all = [advisory({ affected: elsewhere }), advisory({ affected: other }), advisory({ withdrawn: ago(1) })];
    expect(weakComponents(components, all, now)).toEqual([]);
  });

  it('counts one without a severity as high, and names first what is due first', () => {
    const { database_specific: _said, ...silent } = advisory({ id: 'silent', published: ago(31) });
    const found = weakComponents(components, [advisory({ id: 'later' }), silent], now);
    expect(found.map((one) => [one.advisory, one.severity, one.isOverdue])).toEqual([
      ['silent', 'high', true],
      ['later', 'high', false],
    ]);
  });

  it('compares versions as Semantic Versioning orders them', () => {
    const ordered = [
      '0',
      '1.0.0-alpha',
      '1.0.0-alpha.1',
      '1.0.0-alpha.beta',
      '1.0.0-beta.2',
      '1.0.0-beta.11',
      '1.0.0',
      '1.2.0',
      '1.10.0',
    ];
    expect([...ordered].reverse().sort(compareVersions)).toEqual(ordered);
    expect(compareVersions('1.0.0+build.1', '1.0.0')).toBe(0);
  });
});
