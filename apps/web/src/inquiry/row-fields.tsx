import type { FieldProblem } from '@gatehouse/contract';
import { useWords } from '../ui/words.js';
import type { InquiryOptions } from './answers.js';
import type { DraftEntry } from './draft-entry.js';
import { PersonFields } from './person-fields.js';
import { TermsFields } from './terms-fields.js';

type RowFieldsProps = {
  readonly options: InquiryOptions;
  readonly entry: DraftEntry;
  readonly problems: readonly FieldProblem[];
  readonly onChange: (change: Partial<DraftEntry>) => void;
};

/** Of a row only the half that does not fit: who it is, or what for. */
export function RowFields({ options, entry, problems, onChange }: RowFieldsProps) {
  const words = useWords();
  const problemAt = (path: string): string | undefined => {
    const message = problems.find((one) => one.path === path)?.message;
    return message ? words(message) : undefined;
  };
  const isOfPerson = (path: string): boolean => path.startsWith('person');
  const fields = { options, entry, onChange, problemAt };
  return (
    <>
      {problems.some(({ path }) => !isOfPerson(path)) ? <TermsFields {...fields} /> : null}
      {problems.some(({ path }) => isOfPerson(path)) ? <PersonFields {...fields} /> : null}
    </>
  );
}
