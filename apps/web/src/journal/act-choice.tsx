import { actsCalled, actWords } from '@gatehouse/contract';
import { Select } from 'antd';
import type { ComponentProps } from 'react';
import { useWords } from '../ui/words.js';
import { ActName } from './act-name.js';

type Given = Pick<ComponentProps<typeof Select<string>>, 'value' | 'onChange'>;

/** Chooses an act by its words in either language, or by its name in the log. */
export function ActChoice(given: Given) {
  const words = useWords();
  return (
    <Select<string>
      {...given}
      allowClear
      showSearch={{ filterOption: (sought, option) => actsCalled(sought).includes(String(option?.value)) }}
      options={Object.entries(actWords).map(([act, text]) => ({ value: act, label: words(text) }))}
      optionRender={({ value }) => <ActName act={String(value)} />}
    />
  );
}
