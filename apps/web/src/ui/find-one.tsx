import { Button, Input } from 'antd';
import { type ReactNode, useId } from 'react';
import styles from './find-one.module.css';
import { problemOf } from './failure.js';
import { Icon } from './icon.js';
import { type Column, ListTable } from './list-table.js';
import { ErrorState } from './states.js';

type FindOneProps<Item> = {
  /** What is sought; the page keeps it. */
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly words: {
    readonly label: string;
    readonly hint: string;
    readonly act: string;
    readonly clear: string;
    readonly nothing: string;
    readonly found: string;
  };
  readonly longest: number;
  readonly isCode?: boolean;
  readonly columns: readonly Column<Item>[];
  readonly itemKey: (item: Item) => string;
  /** The look, as it stands. */
  readonly look: { readonly isPending: boolean; readonly isIdle: boolean; readonly error: unknown };
  readonly items: readonly Item[] | undefined;
  readonly onLook: () => void;
  readonly onClear: () => void;
  /** Beneath what was found. */
  readonly more?: ReactNode;
};

/** Looks for one person when told to: every look stands in the journal, and what is sought stands in no address. */
export function FindOne<Item>({
  text,
  onText,
  words,
  longest,
  isCode = false,
  look,
  items,
  ...rest
}: FindOneProps<Item>) {
  const id = useId();
  return (
    <search className={styles.find}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          rest.onLook();
        }}
      >
        <label htmlFor={id} className={styles.label}>
          {words.label}
        </label>
        <Input
          id={id}
          className={isCode ? (styles.input ?? '') : ''}
          value={text}
          autoComplete="off"
          spellCheck={false}
          maxLength={longest}
          aria-describedby={`${id}-hint`}
          onChange={(event) => onText(event.target.value)}
        />
        <Button htmlType="submit" icon={<Icon of="search" />} loading={look.isPending}>
          {words.act}
        </Button>
        {look.isIdle ? null : (
          <Button type="text" onClick={rest.onClear}>
            {words.clear}
          </Button>
        )}
        <p id={`${id}-hint`} className={styles.hint}>
          {words.hint}
        </p>
      </form>
      <div aria-live="polite">
        {look.error ? <ErrorState problem={problemOf(look.error)} /> : null}
        {items?.length === 0 ? <p>{words.nothing}</p> : null}
        {items && items.length > 0 ? (
          <ListTable label={words.found} columns={rest.columns} items={items} itemKey={rest.itemKey} />
        ) : null}
        {rest.more}
      </div>
    </search>
  );
}
