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
  readonly lines: readonly Line[];
  /** What the two columns are called. */
  readonly titles: { readonly one: string; readonly other: string };
  /** Rows below the evidence, without a verdict: how identity was established, what was decided. */
  readonly further: readonly {
    readonly title: string;
    readonly one: readonly string[];
    readonly other: readonly string[];
  }[];
  /** While numbers are shown: a birth date and a masked number never stand on one page. */
  readonly isBirthDateHidden: boolean;
};

/** Two columns, a verdict in words on every line, and what else there is on either side. */
export function ComparisonLines({ lines, titles, further, isBirthDateHidden }: ComparisonLinesProps) {
  const { t } = useTranslation('registry');
  const words = useWords();
  const kinds = useTextsOfKind();
  const isHidden = ({ field }: Line): boolean => isBirthDateHidden && field === 'birth_date';
  return (
    <table className={styles.table} aria-label={t('compare.lines')}>
      <thead>
        <tr>
          <th scope="col">{t('compare.field')}</th>
          <th scope="col">{titles.one}</th>
          <th scope="col">{titles.other}</th>
          <th scope="col">{t('compare.verdict')}</th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line, at) => (
          <tr key={`${line.field}-${String(at)}`} className={styles[line.verdict]}>
            <th scope="row">
              {words(line.title)}
              {line.documentType ? <span className={styles.kind}>{kinds.document(line.documentType)}</span> : null}
            </th>
            <td data-title={titles.one}>
              <Side value={line.asked} other={line.onRecord} line={line} isHidden={isHidden(line)} />
              {line.askedFromNumber ? <FromNumber /> : null}
            </td>
            <td data-title={titles.other}>
              <Side value={line.onRecord} other={line.asked} line={line} isHidden={isHidden(line)} />
              {line.onRecordFromNumber ? <FromNumber /> : null}
            </td>
            <td className={styles.verdict}>
              <Icon of={icons[line.verdict]} /> {words(line.verdictWords)}
            </td>
          </tr>
        ))}
        {further.map(({ title, one, other }) => (
          <tr key={title} className={styles.identity}>
            <th scope="row">{title}</th>
            <td data-title={titles.one}>
              <Texts texts={one} />
            </td>
            <td data-title={titles.other}>
              <Texts texts={other} />
            </td>
            <td />
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Texts({ texts }: { readonly texts: readonly string[] }) {
  return texts.map((text) => (
    <span key={text} className={styles.block}>
      {text}
    </span>
  ));
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
