import { type AnswerOf, proofEndpoints } from '@gatehouse/contract';
import type { PresentationVerdict } from '@gatehouse/credential';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { call } from '../app/api.js';
import { AnswerPanel } from '../ui/answer-panel.js';
import { problemOf } from '../ui/failure.js';
import { FactList } from '../ui/fact-list.js';
import { Panel } from '../ui/panel.js';
import { Stack } from '../ui/stack.js';
import { ErrorState, ListSkeleton } from '../ui/states.js';
import { exactTime } from '../ui/time.js';
import { useLanguage } from '../ui/words.js';
import { useTitleOf } from './choices.js';
import { useInquiryOptions } from './use-inquiry-options.js';

type Asked = AnswerOf<typeof proofEndpoints.request>;
type Given = { readonly asked: Asked; readonly given: string };

/** What a proof is worth, computed in this browser; the node is asked for its key and its whole list, and learns nothing of whom. */
export function ProofVerdict({ asked, given }: Given) {
  const { t } = useTranslation('inquiry');
  const read = useQuery({
    queryKey: ['proof-verdict', asked.nonce, given],
    queryFn: () => verdictOf({ asked, given }),
    gcTime: 0,
  });
  const again = (): void => void read.refetch();
  if (read.isPending) return <ListSkeleton />;
  if (read.error) return <ErrorState problem={problemOf(read.error)} onRepeat={again} />;
  const verdict = read.data;
  return (
    <Panel title={t('proofOfCheck.result')} aside={<Button onClick={again}>{t('proofOfCheck.again')}</Button>}>
      {verdict.fits ? (
        <Fits shown={verdict.shown} />
      ) : (
        <AnswerPanel tone="act" sentence={t(`proofOfCheck.why.${verdict.why}`)} next={t('proofOfCheck.notInstead')} />
      )}
    </Panel>
  );
}

function Fits({ shown }: Pick<Extract<PresentationVerdict, { fits: true }>, 'shown'>) {
  const { t } = useTranslation('inquiry');
  const language = useLanguage();
  const titleOf = useTitleOf();
  const options = useInquiryOptions();
  const { name, maskedNumber, postClass, asOf, expiresAt, listAt } = shown;
  return (
    <Stack>
      <AnswerPanel tone="plain" sentence={t('proofOfCheck.fits', { asOf })} next={t('proofOfCheck.notInstead')} />
      <FactList
        facts={[
          { key: 'name', name: t('proofOfCheck.name'), value: name },
          { key: 'number', name: t('proofOfCheck.number'), value: maskedNumber },
          { key: 'post', name: t('draft.postClass'), value: titleOf(options?.postClasses, postClass) },
          { key: 'until', name: t('proofOfCheck.until'), value: exactTime(expiresAt.getTime(), language) },
          { key: 'list', name: t('proofOfCheck.listAt'), value: exactTime(listAt.getTime(), language) },
        ]}
      />
      <p>{t('proofOfCheck.compare')}</p>
    </Stack>
  );
}

const secondsADay = 86_400;

async function verdictOf({ asked, given }: Given): Promise<PresentationVerdict> {
  const [{ keyOf, listUriOf, verifyPresentation }, { publicKey }] = await Promise.all([
    import('@gatehouse/credential'),
    call(proofEndpoints.key, {}),
  ]);
  const statusList = await listAt(listUriOf(given));
  const facts = { request: asked, issuerKey: keyOf(publicKey), statusList, now: new Date() };
  return verifyPresentation(given, { ...facts, answeredWithin: asked.validDays * secondsADay });
}

/** The list of this node that a proof names. Another address is asked for nothing. */
async function listAt(uri: string | undefined): Promise<string | undefined> {
  const id = /\/api\/proof-status\/([0-9a-f-]{36})$/.exec(uri ?? '')?.[1];
  if (id === undefined) return undefined;
  const response = await fetch(`/api/proof-status/${id}`, { credentials: 'omit' });
  return response.ok ? response.text() : undefined;
}
