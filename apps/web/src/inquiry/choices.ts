import { sentForms } from '@gatehouse/contract';
import { type Words, useWords } from '../ui/words.js';

type Choice = { readonly id: string; readonly title: Words };

/** Choices of the law pack as a control takes them, in the language of the page. */
export function useChoices(): (choices: readonly Choice[]) => { value: string; label: string }[] {
  const words = useWords();
  return (choices) => choices.map(({ id, title }) => ({ value: id, label: words(title) }));
}

/** The title of one choice; dots until the choices have come, its id where the law pack no longer has it. */
export function useTitleOf(): (choices: readonly Choice[] | undefined, id: string) => string {
  const words = useWords();
  return (choices, id) => {
    if (choices === undefined) return '…';
    const title = choices.find((choice) => choice.id === id)?.title;
    return title ? words(title) : id;
  };
}

/** Whether in a form of employment somebody else sends the person. */
export function isSentByOthers(employmentForm: string): boolean {
  return sentForms.includes(employmentForm);
}
