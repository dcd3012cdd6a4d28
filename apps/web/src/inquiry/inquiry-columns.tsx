import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Clock } from '../ui/clock.js';
import type { Column } from '../ui/list-table.js';
import { MaskedNumber } from '../ui/masked-number.js';
import { useWords } from '../ui/words.js';
import type { InquiryLine } from './answers.js';
import { useTitleOf } from './choices.js';
import { InquiryStateTag } from './state-tag.js';
import { useInquiryOptions } from './use-inquiry-options.js';

/** The columns in which a list shows inquiries. `withUnit` where several units may stand in it. */
export function useInquiryColumns(withUnit: boolean): readonly Column<InquiryLine>[] {
  const { t } = useTranslation('inquiry');
  const words = useWords();
  const titleOf = useTitleOf();
  const options = useInquiryOptions();
  const unit: Column<InquiryLine> = { key: 'unit', title: t('column.unit'), render: (line) => words(line.unit) };
  return [
    {
      key: 'person',
      title: t('column.person'),
      isLead: true,
      render: (line) => (
        <Link to="/inquiries/$inquiryId" params={{ inquiryId: line.id }}>
          {line.name}
        </Link>
      ),
    },
    {
      key: 'document',
      title: t('column.document'),
      render: ({ documents }) => (
        <ul>
          {documents.map((document, index) => (
            <li key={`${document.type}-${String(index)}`}>
              <MaskedNumber masked={document.number} />
            </li>
          ))}
        </ul>
      ),
    },
    ...(withUnit ? [unit] : []),
    {
      key: 'post',
      title: t('column.post'),
      render: (line) => titleOf(options?.postClasses, line.postClass),
    },
    { key: 'state', title: t('column.state'), render: (line) => <InquiryStateTag state={line.state} /> },
    {
      key: 'clock',
      title: t('column.clock'),
      render: (line) => (line.dueAt ? <Clock at={line.dueAt} kind="due" /> : <Clock at={line.changedAt} />),
    },
  ];
}
