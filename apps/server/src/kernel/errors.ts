import { type ErrorCode, type ErrorParameters, errorDefinition, type FieldProblem } from '@gatehouse/contract';

/**
 * What the domain throws: a code of the registry, values for its text, and the fields that do not fit. Carries nothing about
 * a person; knows nothing of HTTP.
 */
export class DomainError extends Error {
  readonly code: ErrorCode;
  readonly parameters: ErrorParameters;
  readonly fields: readonly FieldProblem[];

  constructor(
    code: ErrorCode,
    parameters: ErrorParameters = {},
    fields: readonly FieldProblem[] = [],
    cause?: unknown,
  ) {
    super(`${code}: ${errorDefinition(code).title.en}`, { cause });
    this.name = 'DomainError';
    this.code = code;
    this.parameters = parameters;
    this.fields = fields;
  }
}

/** Refuses: throws the domain error. Reads as a sentence where a rule is checked. */
export function refuse(code: ErrorCode, parameters: ErrorParameters = {}, fields: readonly FieldProblem[] = []): never {
  throw new DomainError(code, parameters, fields);
}

/** SQLSTATE classes that say the machine, and not the request, is at fault. */
const storageFullStates = new Set(['53100', '53000']);

/** The domain error behind anything thrown: itself, disk full as its own code, everything else `unexpected`. */
export function toDomainError(error: unknown, reference: string): DomainError {
  if (error instanceof DomainError) return error;
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  if (code === 'ENOSPC' || storageFullStates.has(code)) return new DomainError('storage-full', {}, [], error);
  return new DomainError('unexpected', { reference }, [], error);
}

/** Refuses a request for one field, in its own words. */
export function refuseField(path: string, message: FieldProblem['message']): never {
  throw new DomainError('request-invalid', {}, [{ path, code: 'custom', message }]);
}
