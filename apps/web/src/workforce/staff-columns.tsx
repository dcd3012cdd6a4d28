import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useTitleOf } from '../inquiry/choices.js';
import { useInquiryOptions } from '../inquiry/use-inquiry-options.js';
import type { Column } from '../ui/list-table.js';
import { MaskedNumber } from '../ui/masked-number.js';
import type { StaffLine } from './answers.js';

/** The columns in which lists show staff. */
export function useStaffColumns(): readonly Column<StaffLine>[] {
  const { t } = useTranslation('workforce');
  const titleOf = useTitleOf();
  const options = useInquiryOptions();
  return [
    {
      key: 'person',
      title: t('column.person'),
      isLead: true,
      render: (line) => (
        <Link to="/staff/$employmentId" params={{ employmentId: line.id }}>
          {line.name}
        </Link>
      ),
    },
    {
      key: 'document',
      title: t('column.document'),
      render: ({ documents }) => <MaskedNumbers documents={documents} />,
    },
    {
      key: 'post',
      title: t('column.post'),
      render: ({ postClass, postTitle }) =>
        [titleOf(options?.postClasses, postClass), postTitle].filter((text) => text !== undefined).join(' · '),
    },
    {
      key: 'form',
      title: t('column.form'),
      render: ({ employmentForm }) => titleOf(options?.employmentForms, employmentForm),
    },
    { key: 'since', title: t('column.since'), render: ({ fromDate }) => fromDate },
    {
      key: 'until',
      title: t('column.until'),
      render: ({ untilDate, neverBegan }) => (neverBegan ? t('one.neverBegan') : (untilDate ?? '—')),
    },
  ];
}

/** Documents with their numbers masked. */
export function MaskedNumbers({ documents }: { documents: StaffLine['documents'] }) {
  return (
    <ul>
      {documents.map((document, index) => (
        <li key={`${document.type}-${String(index)}`}>
          <MaskedNumber masked={document.number} />
        </li>
      ))}
    </ul>
  );
}
