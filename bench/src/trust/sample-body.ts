/** A JSON schema as OpenAPI serves it; only what the shapes of the contract use. */
export type Schema = {
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly minItems?: number;
  readonly minLength?: number;
  readonly minimum?: number;
  readonly format?: string;
};

const formats: Readonly<Record<string, string>> = {
  date: '2026-11-02',
  'date-time': '2026-11-02T01:00:00.000Z',
  uuid: '00000000-0000-4000-8000-000000000000',
};

/** The least that a shape takes: what is sent to reach the question of whose a thing is. */
export function sampleOf(schema: Schema): unknown {
  if (schema.const !== undefined) return schema.const;
  if (schema.enum !== undefined) return schema.enum[0];
  const choice = schema.anyOf?.[0] ?? schema.oneOf?.[0];
  return choice === undefined ? sampleOfType(schema) : sampleOf(choice);
}

function sampleOfType(schema: Schema): unknown {
  const type = typeof schema.type === 'string' ? schema.type : schema.type?.[0];
  if (type === 'object' || schema.properties !== undefined) return sampleObject(schema);
  if (type === 'array') return Array.from({ length: schema.minItems ?? 0 }, () => sampleOf(schema.items ?? {}));
  if (type === 'string') return formats[schema.format ?? ''] ?? 'word'.padEnd(schema.minLength ?? 4, 's');
  if (type === 'integer' || type === 'number') return Math.max(schema.minimum ?? 1, 1);
  return type === 'boolean' ? false : null;
}

function sampleObject({ properties = {}, required = [] }: Schema): object {
  return Object.fromEntries(required.map((name) => [name, sampleOf(properties[name] ?? {})]));
}
