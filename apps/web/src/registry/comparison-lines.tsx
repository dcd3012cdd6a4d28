import type { ComparisonView } from '@gatehouse/contract';
import { useTranslation } from 'react-i18next';
import { Icon, type IconName } from '../ui/icon.js';
import { useDay, useWords } from '../ui/words.js';
import { useTextsOfKind } from './comparison-words.js';
import styles from './comparison-lines.module.css';
import { markDifference } from './mark-difference.js';

type Line = ComparisonView['lines'][number];

const icons: Readonly<Record<Line['verdict'], IconName>> = {
  same: 'information',
  same_after_folding: 'change',
  differs: 'compare',
  missing: 'ended',
};

type ComparisonLinesProps = {
  readonly view: ComparisonView;
  /** While numbers are shown: a birth date and a masked number never stand on one page. */
  readonly isBirthDateHidden: boolean;
};

/** Two columns, a verdict in words on every line, and how identity was established on either side. */
export function ComparisonLines({ view, isBirthDateHidden }: ComparisonLinesProps) {
  const { t } = useTranslation('registry');
  const words = useWords();
  const kinds = useTextsOfKind();
  const dayOf = useDay();
  const isHidden = ({ field }: Line): boolean => isBirthDateHidden && field === 'birth_date';
  return (
    <table className={styles.table} aria-label={t('compare.lines')}>
      <thead>
        <tr>
          <th scope="col">{t('compare.field')}</th>
          <th scope="col">{t('compare.asked')}</th>
          <th scope="col">{t('compare.onRecord')}</th>
          <th scope="col">{t('compare.verdict')}</th>
        </tr>
      </thead>
      <tbody>
        {view.lines.map((line, at) => (
          <tr key={`${line.field}-${String(at)}`} className={styles[line.verdict]}>
            <th scope="row">
              {words(line.title)}
              {line.documentType ? <span className={styles.kind}>{kinds.document(line.documentType)}</span> : null}
            </th>
            <td data-title={t('compare.asked')}>
              <Side value={line.asked} other={line.onRecord} line={line} isHidden={isHidden(line)} />
              {line.askedFromNumber ? <FromNumber /> : null}
            </td>
            <td data-title={t('compare.onRecord')}>
              <Side value={line.onRecord} other={line.asked} line={line} isHidden={isHidden(line)} />
              {line.onRecordFromNumber ? <FromNumber /> : null}
            </td>
            <td className={styles.verdict}>
              <Icon of={icons[line.verdict]} /> {words(line.verdictWords)}
            </td>
          </tr>
        ))}
        <tr className={styles.identity}>
          <th scope="row">{t('compare.identity')}</th>
          <td data-title={t('compare.asked')}>{words(view.identityAsked)}</td>
          <td data-title={t('compare.onRecord')}>
            {view.identityOnRecord.map((line) => (
              <span key={line.en} className={styles.block}>
                {words(line)}
              </span>
            ))}
          </td>
          <td />
        </tr>
        <tr className={styles.identity}>
          <th scope="row">{t('compare.decisions')}</th>
          <td data-title={t('compare.asked')}>{t('compare.none')}</td>
          <td data-title={t('compare.onRecord')}>
            {view.decisions.map(({ kind, decisionDate, decidingBodyName }) => (
              <span key={`${kind}-${decisionDate}`} className={styles.block}>
                {kinds.decision(kind)} · {dayOf(decisionDate)} · {decidingBodyName}
              </span>
            ))}
          </td>
          <td />
        </tr>
      </tbody>
    </table>
  );
}

/** Says that nobody stated a value: the number holds it, so that it is no evidence beside the number. */
function FromNumber() {
  const { t } = useTranslation('registry');
  return <span className={styles.kind}>{t('compare.fromNumber')}</span>;
}

type SideProps = {
  readonly value: string | null;
  readonly other: string | null;
  readonly line: Line;
  readonly isHidden: boolean;
};

function Side({ value, other, line, isHidden }: SideProps) {
  const { t } = useTranslation('registry');
  const dayOf = useDay();
  if (isHidden) return <span className={styles.absent}>{t('compare.hiddenNow')}</span>;
  if (value === null)
    return <span className={styles.absent}>{t(line.field === 'document' ? 'compare.hidden' : 'compare.missing')}</span>;
  if (line.field === 'sex') return value === 'male' || value === 'female' ? t(`sexes.${value}`) : value;
  // What differs keeps its digits one above the other, so that the one that is another can be marked.
  if (line.verdict !== 'differs' || other === null) return line.field === 'birth_date' ? dayOf(value) : value;
  return (
    <>
      {markDifference(value, other).map(({ text, isDifferent, at }) =>
        isDifferent ? (
          <mark key={at} className={styles.mark}>
            {text}
          </mark>
        ) : (
          <span key={at}>{text}</span>
        ),
      )}
    </>
  );
}
