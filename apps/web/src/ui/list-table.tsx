import type { ReactNode } from 'react';
import styles from './list-table.module.css';

export type Column<Item> = {
  readonly key: string;
  readonly title: string;
  readonly render: (item: Item) => ReactNode;
  /** Leads the row: what the row is about, usually the link to it. One column has it. */
  readonly isLead?: boolean;
  readonly isNumber?: boolean;
};

type ListTableProps<Item> = {
  readonly label: string;
  readonly columns: readonly Column<Item>[];
  readonly items: readonly Item[];
  readonly itemKey: (item: Item) => string;
};

/** Rows under column titles; on a phone each row is a card that says the title beside each value. */
export function ListTable<Item>({ label, columns, items, itemKey }: ListTableProps<Item>) {
  return (
    <table className={styles.table} aria-label={label}>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column.key} scope="col" className={column.isNumber ? styles.number : undefined}>
              {column.title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {items.map((item) => (
          <tr key={itemKey(item)}>
            {columns.map((column) => (
              <ListCell key={column.key} column={column} item={item} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function ListCell<Item>({ column, item }: { column: Column<Item>; item: Item }) {
  if (column.isLead) {
    return (
      <th scope="row" className={styles.lead}>
        {column.render(item)}
      </th>
    );
  }
  return (
    <td data-title={column.title} className={column.isNumber ? styles.number : undefined}>
      <div className={styles.value}>{column.render(item)}</div>
    </td>
  );
}
