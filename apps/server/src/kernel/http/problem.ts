import { errorDefinition, fillWords, type Problem, type Words } from '@gatehouse/contract';
import type { DomainError } from '../errors.js';

/**
 * The one presenter: a domain error as RFC 9457 problem details. Both languages always; `title` and `detail` in the one asked
 * for. Never a stack, never a message of the machine.
 * @param language the value of Accept-Language
 */
export function presentProblem(error: DomainError, reference: string, language: string | undefined): Problem {
  const definition = errorDefinition(error.code);
  const spoken = language?.toLowerCase().startsWith('en') === true ? 'en' : 'zh';
  const parameters = { reference, ...error.parameters };
  const inBoth = (text: Words): Words => ({
    en: fillWords(text, 'en', parameters),
    zh: fillWords(text, 'zh', parameters),
  });
  const words = {
    title: inBoth(definition.title),
    next: inBoth(definition.next),
  };
  return {
    type: `urn:gatehouse:error:${error.code}`,
    title: words.title[spoken],
    status: definition.status,
    detail: words.next[spoken],
    code: error.code,
    words,
    reference,
    ...(error.fields.length > 0 ? { fields: [...error.fields] } : {}),
  };
}
