import replacementDays from './replacement-days.json' with { type: 'json' };

/** What npm's lock file (version 3) says of one package, as far as an inventory needs it. */
type LockedPackage = {
  readonly name?: string;
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly license?: string;
  readonly link?: boolean;
  readonly dev?: boolean;
};
export type LockFile = { readonly packages: Readonly<Record<string, LockedPackage>> };

/** A component that somebody else makes. `required` runs in a node or in the browser, `excluded` only builds and tests. */
export type Component = {
  readonly name: string;
  readonly version: string;
  readonly scope: 'required' | 'excluded';
  readonly license: string | undefined;
  readonly resolved: string;
  readonly integrity: string;
};

const folderOfPackages = 'node_modules/';

/** Every component that the lock file names, each once, in the order of name and version. */
export function componentsOf({ packages }: LockFile): readonly Component[] {
  const found = new Map<string, Component>();
  for (const [path, { name, version = '', resolved = '', integrity = '', license, link, dev }] of Object.entries(
    packages,
  )) {
    const at = path.lastIndexOf(folderOfPackages);
    if (at < 0 || link === true) continue;
    const called = name ?? path.slice(at + folderOfPackages.length);
    const scope = dev === true && found.get(`${called}@${version}`)?.scope !== 'required' ? 'excluded' : 'required';
    found.set(`${called}@${version}`, { name: called, version, scope, license, resolved, integrity });
  }
  return [...found].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, component]) => component);
}

/** The inventory as CycloneDX 1.5 (ECMA-424) has it: the same text for the same lock file, without a time or a number of its own. */
export function componentsDocument(lock: LockFile, version: string): string {
  const lines = componentsOf(lock).map((component) => {
    const { name, scope, license } = component;
    const purl = `pkg:npm/${name.replace(/^@/, '%40')}@${component.version}`;
    const licenses = license === undefined ? {} : { licenses: [{ expression: license }] };
    return JSON.stringify({ type: 'library', name, version: component.version, scope, purl, ...licenses });
  });
  const head = JSON.stringify({ component: { type: 'application', name: 'gatehouse', version } });
  return `{"bomFormat":"CycloneDX","specVersion":"1.5","version":1,"metadata":${head},"components":[\n${lines.join(',\n')}\n]}\n`;
}

/** An advisory in the form of OSV (https://ossf.github.io/osv-schema/), as far as it is read here. */
export type Advisory = {
  readonly id: string;
  readonly published: string;
  readonly withdrawn?: string;
  readonly database_specific?: { readonly severity?: string };
  readonly affected?: readonly {
    readonly package?: { readonly ecosystem: string; readonly name: string };
    readonly versions?: readonly string[];
    readonly ranges?: readonly {
      readonly type: string;
      readonly events: readonly {
        readonly introduced?: string;
        readonly fixed?: string;
        readonly last_affected?: string;
      }[];
    }[];
  }[];
};

type Severity = keyof typeof replacementDays;

/** A component that an advisory names, and by when it has to be replaced. */
export type WeakComponent = {
  readonly name: string;
  readonly version: string;
  readonly advisory: string;
  readonly severity: Severity;
  readonly due: Date;
  readonly isOverdue: boolean;
};

/**
 * Components that advisories name, those first that are due first. Each is to be replaced within the days of its severity from the day the
 * advisory was published (SECURITY.md; OWASP ASVS 5.0.0, 15.1.1, 15.2.1). One without a severity counts as high.
 */
export function weakComponents(
  components: readonly Pick<Component, 'name' | 'version'>[],
  advisories: readonly Advisory[],
  now: Date,
): readonly WeakComponent[] {
  const weak = advisories
    .filter(({ withdrawn }) => withdrawn === undefined)
    .flatMap((advisory) =>
      components
        .filter((component) => isAffected(component, advisory))
        .map(({ name, version }) => {
          const severity = severityOf(advisory);
          const due = new Date(Date.parse(advisory.published) + replacementDays[severity] * 86_400_000);
          return { name, version, advisory: advisory.id, severity, due, isOverdue: due.getTime() <= now.getTime() };
        }),
    );
  return weak.sort((one, other) => one.due.getTime() - other.due.getTime());
}

function severityOf({ database_specific: said }: Advisory): Severity {
  const word = (said?.severity ?? '').toLowerCase();
  return word in replacementDays ? (word as Severity) : 'high';
}

function isAffected({ name, version }: Pick<Component, 'name' | 'version'>, { affected = [] }: Advisory): boolean {
  return affected
    .filter((one) => one.package?.ecosystem === 'npm' && one.package.name === name)
    .some(
      ({ versions = [], ranges = [] }) =>
        versions.includes(version) || ranges.some(({ type, events }) => type === 'SEMVER' && isWithin(version, events)),
    );
}

type Events = NonNullable<NonNullable<Advisory['affected']>[number]['ranges']>[number]['events'];

/** Whether the last event at or before a version lets it be affected (OSV, evaluation of ranges). */
function isWithin(version: string, events: Events): boolean {
  const moments = events.map((event) => ({
    at: event.introduced ?? event.fixed ?? event.last_affected ?? '0',
    opens: event.introduced !== undefined,
    // The version that is named last is affected itself; one that is fixed is not.
    isAfter: event.last_affected !== undefined,
  }));
  const passed = moments
    .filter(({ at, isAfter }) => compareVersions(version, at) >= (isAfter ? 1 : 0))
    .sort((one, other) => compareVersions(one.at, other.at));
  return passed.at(-1)?.opens ?? false;
}

/** Compares two versions by Semantic Versioning 2.0.0, 11; `0` is before all of them. */
export function compareVersions(one: string, other: string): number {
  const [left, right] = [partsOf(one), partsOf(other)];
  for (const at of [0, 1, 2]) {
    const difference = (left.numbers[at] ?? 0) - (right.numbers[at] ?? 0);
    if (difference !== 0) return difference;
  }
  // A version is after what was published before it.
  if (left.before.length === 0 || right.before.length === 0) return right.before.length - left.before.length;
  for (let at = 0; at < Math.max(left.before.length, right.before.length); at += 1) {
    const difference = compareIdentifiers(left.before[at], right.before[at]);
    if (difference !== 0) return difference;
  }
  return 0;
}

function partsOf(version: string): { readonly numbers: readonly number[]; readonly before: readonly string[] } {
  const [core = '', before] = version.split('+')[0]?.split(/-(.*)/s) ?? [];
  return { numbers: core.split('.').map(Number), before: before === undefined ? [] : before.split('.') };
}

function compareIdentifiers(one: string | undefined, other: string | undefined): number {
  if (one === undefined || other === undefined) return one === other ? 0 : one === undefined ? -1 : 1;
  const [isNumber, isOtherNumber] = [/^\d+$/.test(one), /^\d+$/.test(other)];
  if (isNumber && isOtherNumber) return Number(one) - Number(other);
  if (isNumber !== isOtherNumber) return isNumber ? -1 : 1;
  return one < other ? -1 : one > other ? 1 : 0;
}
