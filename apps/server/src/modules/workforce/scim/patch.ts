import { scimSchemas } from '@gatehouse/contract';
import { refuse } from '../../../kernel/errors.js';
import { type Attributes, attributesAt, isObject, readResource } from './resource.js';

const mostOperations = 100;

/**
 * What stands once the operations of a PATCH (RFC 7644, 3.5.2) are done in their order, all or none. Whole attributes are added to,
 * replaced and removed; a path into a list is refused, since nothing kept here has parts that are told apart.
 * @param before what stands and is kept
 * @throws DomainError `scim-syntax`, `scim-path`
 */
export function patched(before: Attributes, message: Readonly<Record<string, unknown>>): Attributes {
  const schemas = valueOf(message, 'schemas');
  const operations = valueOf(message, 'Operations');
  const isPatch = Array.isArray(schemas) && schemas.includes(scimSchemas.patch);
  if (!isPatch || !Array.isArray(operations) || operations.length === 0 || operations.length > mostOperations)
    refuse('scim-syntax');
  return operations.reduce<Attributes>((now, operation) => afterOne(now, operation), before);
}

function afterOne(now: Attributes, operation: unknown): Attributes {
  if (!isObject(operation)) return refuse('scim-syntax');
  const verb = String(valueOf(operation, 'op')).toLowerCase();
  const path = valueOf(operation, 'path');
  const value = valueOf(operation, 'value');
  if (verb !== 'add' && verb !== 'replace' && verb !== 'remove') return refuse('scim-syntax');
  if (path === undefined) {
    if (verb === 'remove' || !isObject(value)) return refuse('scim-syntax');
    return taken(now, written(value), verb);
  }
  if (typeof path !== 'string') return refuse('scim-syntax');
  const names = attributesAt(path.trim()) ?? refuse('scim-path');
  if (verb === 'remove') return without(now, names);
  return taken(now, at(names, value, path.trim()), verb);
}

/** A value without a path: a resource, or attributes by their paths as some systems send them. */
function written(value: Readonly<Record<string, unknown>>): Attributes {
  const { attributes, problems } = readResource(value);
  if (problems.length > 0) refuse('scim-path');
  const byPath = Object.entries(value).flatMap(([key, one]) =>
    key.includes('.') || key.includes(':')
      ? Object.entries(at(attributesAt(key) ?? refuse('scim-path'), one, key))
      : [],
  );
  return { ...attributes, ...Object.fromEntries(byPath) };
}

/** The value of one attribute, or of those below a name that has parts. */
function at(names: readonly string[], value: unknown, path: string): Attributes {
  const [only] = names;
  if (only === undefined) return {};
  if (names.length === 1) return { [only]: value };
  if (!isObject(value)) return refuse('scim-syntax');
  const { attributes, problems } = readResource({ [path]: value });
  return problems.length === 0 ? attributes : refuse('scim-path');
}

/** Of a list what is added comes behind what stands; of anything else it takes its place. */
function taken(now: Attributes, changes: Attributes, verb: 'add' | 'replace'): Attributes {
  const next: Record<string, unknown> = { ...forgettingOldName(now, changes) };
  for (const [name, value] of Object.entries(changes)) {
    const before = next[name];
    next[name] = verb === 'add' && Array.isArray(before) && Array.isArray(value) ? [...before, ...value] : value;
  }
  return next;
}

/** A name sent in parts, or as `displayName` alone, is not held back by the whole one that stands. */
function forgettingOldName(now: Attributes, changes: Attributes): Attributes {
  const isRenamed = Object.keys(changes).some((name) => name === 'displayName' || name.startsWith('name.'));
  if (!isRenamed || changes['name.formatted'] !== undefined) return now;
  return without(now, ['name.formatted', 'displayName']);
}

function without(now: Attributes, names: readonly string[]): Attributes {
  return Object.fromEntries(Object.entries(now).filter(([name]) => !names.includes(name)));
}

function valueOf(object: Readonly<Record<string, unknown>>, name: string): unknown {
  return Object.entries(object).find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1];
}
