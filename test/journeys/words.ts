/** What the design says word for word of each answer, here in the order Chinese, English. */
export const said = {
  waiting: {
    zh: '结果尚未作出，不表示本人有任何问题。在此之前不得安排上岗，也不得因此拒绝录用。',
    en: 'The answer is not ready. This says nothing about the person. Do not let them start, and do not turn them down for this.',
  },
  noRecord: {
    zh: /^截至\d.+\d，在.+中未发现依法应当告知的信息。仅反映查询时库内的性侵害.*信息，不是对本人的评价。$/,
    en: /^No information that the law requires us to report was found, as of \d.+\d, in .+\. It covers sexual-offence.* records only and is not a judgment on the person\.$/,
  },
  recordCandidate: {
    zh: '发现依法不得录用的信息。请勿录用，勿向无关人员透露；本人可申请复查。',
    en: 'A record was found that bars hiring for this post. Do not hire; tell nobody who need not know. The person may ask for a re-check.',
  },
  recordServing: {
    zh: '请立即停止其工作，勿谈论原因；主管部门将于今日书面通知。',
    en: "Stop this person's work with children now. Do not discuss the reason; your authority will write today.",
  },
  void: {
    zh: '此前的结果已作废，须重新查询。',
    en: 'The earlier answer is void. Ask again.',
  },
  twoTracks: {
    zh: '无犯罪记录证明与准入查询依据不同，互不替代。',
    en: 'A police no-record certificate and this check answer different questions; neither replaces the other.',
  },
} as const;
