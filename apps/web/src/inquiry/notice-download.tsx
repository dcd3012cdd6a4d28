import { type InquiryView, inquiryEndpoints } from '@gatehouse/contract';
import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { download } from '../app/api.js';
import { announce } from '../ui/announcements.js';
import { problemOf } from '../ui/failure.js';
import { Icon } from '../ui/icon.js';
import { useWords } from '../ui/words.js';

/** The notice as a PDF. Not there yet for about a minute after the answer: it leaves only once its proof stands in the log. */
export function NoticeDownload({ view }: { view: InquiryView }) {
  const { t } = useTranslation('inquiry');
  const words = useWords();
  const leave = useMutation({
    mutationFn: () => download(inquiryEndpoints.notice, { params: { id: view.id } }),
    onSuccess: () => announce(t('notice.done')),
  });
  const problem = leave.error ? problemOf(leave.error) : undefined;
  return (
    <span>
      <Button icon={<Icon of="download" />} loading={leave.isPending} onClick={() => leave.mutate()}>
        {t('notice.download')}
      </Button>
      <span role="status">{problem ? ` ${words(problem.words.title)} ${words(problem.words.next)}` : null}</span>
    </span>
  );
}
