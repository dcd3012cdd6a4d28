import kernelErrors from './kernel.json' with { type: 'json' };

/** English and Chinese of one text. */
export type Words = { readonly en: string; readonly zh: string };

/** One error a person can meet: HTTP status, how loudly it is logged, what is wrong and what to do next. */
export type ErrorDefinition = {
  readonly status: number;
  readonly level: 'info' | 'warn' | 'error';
  readonly title: Words;
  readonly next: Words;
  /** What it is called on the wire of SCIM (RFC 7644, table 9), where that has a word for it. */
  readonly scimType?: string;
};

/** The code of an error that any module can answer with. */
export type KernelErrorCode = keyof typeof kernelErrors;

/** The definition behind a code that any module can answer with. Browsers need no more: what a module refuses comes with its words. */
export function kernelErrorDefinition(code: KernelErrorCode): ErrorDefinition {
  return kernelErrors[code] as ErrorDefinition;
}
