import { type FieldProblem, scimSchemas } from '@gatehouse/contract';
import { entryProblem } from '../rules/entry-check.js';
import known from './attributes.json' with { type: 'json' };

/**
 * What is kept of a resource, flat: by `active`, `name.formatted` and the like, those of the extension by their own name behind
 * `staff.`. A name is written as the schema writes it, however it was sent.
 */
export type Attributes = Readonly<Record<string, unknown>>;

/** A resource as it was read, and what of it the extension does not know. */
export type ReadResource = { readonly attributes: Attributes; readonly problems: readonly FieldProblem[] };

/**
 * Reads a resource. Names are compared whatever their case (RFC 7643, 2.1). What the core schema has and the roster does not keep is
 * passed over and not stored; what the extension does not have is a problem, since a mistyped day would be lost in silence.
 */
export function readResource(resource: Readonly<Record<string, unknown>>): ReadResource {
  const attributes: Record<string, unknown> = {};
  const problems: FieldProblem[] = [];
  for (const [key, value] of Object.entries(resource)) {
    if (same(key, 'name') && isObject(value)) Object.assign(attributes, within('name.', known.name, value));
    else if (same(key, scimSchemas.staff) && isObject(value)) {
      Object.assign(attributes, within('staff.', known.staff, value));
      const strange = Object.keys(value).filter((one) => nameIn(known.staff, one) === undefined);
      problems.push(...strange.map(() => entryProblem(scimSchemas.staff, 'attribute-unknown')));
    } else Object.assign(attributes, within('', known.core, { [key]: value }));
  }
  return { attributes, problems };
}

/** Which attributes a path of PATCH names; none where it names what is passed over, undefined where it names nothing. */
export function attributesAt(path: string): readonly string[] | undefined {
  const staff = `${scimSchemas.staff}:`;
  if (same(path, scimSchemas.staff)) return known.staff.map((one) => `staff.${one}`);
  if (path.toLowerCase().startsWith(staff.toLowerCase())) {
    const name = nameIn(known.staff, path.slice(staff.length));
    return name === undefined ? undefined : [`staff.${name}`];
  }
  const bare = path.replace(new RegExp(`^${scimSchemas.user}:`, 'i'), '');
  if (same(bare, 'name')) return known.name.map((one) => `name.${one}`);
  const [first = '', second] = bare.split('.');
  if (same(first, 'name') && second !== undefined) {
    const name = nameIn(known.name, second);
    if (name !== undefined) return [`name.${name}`];
    return nameIn(known.passedOver, second) === undefined ? undefined : [];
  }
  const name = nameIn(known.core, bare);
  if (name !== undefined) return [name];
  const isPassedOver = nameIn(known.passedOver, first.replace(/\[.*$/, '')) !== undefined || /^urn:ietf:/i.test(bare);
  return isPassedOver ? [] : undefined;
}

/** Whether somebody is at work, as it was said; undefined where it was not. Some systems send the word for it. */
export function activeIn({ active }: Attributes): boolean | undefined {
  if (typeof active === 'boolean') return active;
  return typeof active === 'string' ? /^true$/i.test(active.trim()) : undefined;
}

/**
 * The name of a person: whole as it was sent, else put together, a Chinese one with the family name first and nothing between.
 */
export function nameOf(attributes: Attributes): string {
  const text = (key: string): string => textIn(attributes[key]);
  const whole = text('name.formatted');
  const [family, given] = [text('name.familyName'), text('name.givenName')];
  if (whole !== '') return whole;
  if (family === '' && given === '') return text('displayName');
  return /\p{Script=Han}/u.test(family + given) ? family + given : `${given} ${family}`.trim();
}

/** A text, trimmed; of anything else an empty one. */
export function textIn(value: unknown): string {
  return typeof value === 'string' ? value.trim() : '';
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function within(prefix: string, names: readonly string[], object: Readonly<Record<string, unknown>>): Attributes {
  return Object.fromEntries(
    Object.entries(object).flatMap(([key, value]) => {
      const name = nameIn(names, key);
      return name === undefined || value === null ? [] : [[prefix + name, value]];
    }),
  );
}

function nameIn(names: readonly string[], sought: string): string | undefined {
  return names.find((name) => same(name, sought));
}

function same(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
