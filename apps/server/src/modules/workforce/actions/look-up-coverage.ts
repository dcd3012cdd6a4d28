import type { AnswerOf, certificateEndpoints } from '@gatehouse/contract';
import { withTransaction } from '../../../kernel/database/transaction.js';
import { publicViewer } from '../../../kernel/viewer.js';
import type { Workplace } from '../doors.js';
import { codeIn, coverageShown, folded, notShown, unitsShown } from '../rules/certificate.js';
import { certificateStore } from '../store/certificate-store.js';

/** Fewer letters fit too many names. */
const fewestLetters = 4;

/** What everybody is shown of units, by code, credit code or part of the name. Whoever asks is `public`: an account sees no more here. */
export async function lookUpCoverage(
  { kernel, doors }: Workplace,
  text: string,
): Promise<AnswerOf<typeof certificateEndpoints.lookUp>> {
  const { pack } = doors.law;
  const found = await withTransaction(kernel.database, publicViewer, kernel.clock.now(), async (transaction) => {
    const store = certificateStore(transaction);
    const code = codeIn(text);
    if (code !== undefined) return store.byCode(code);
    const name = folded(text);
    return [...name].length < fewestLetters ? [] : store.byText(name, unitsShown + 1);
  });
  return {
    items: found.slice(0, unitsShown).map((figure) => coverageShown(pack, figure, figure.standsUntil)),
    more: found.length > unitsShown,
    notShown: notShown(pack),
  };
}
