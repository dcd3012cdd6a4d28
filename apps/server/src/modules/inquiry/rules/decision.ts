import type { ExchangeMessage, InquiryDecision, Words } from '@gatehouse/contract';
import { answerText, coverageInWords, type InquiryTerms, type LawPack, type LawSettings } from '@gatehouse/law';

type Answer = ExchangeMessage<'inquiry.answer'>;

type Law = { readonly pack: LawPack; readonly settings: LawSettings };

/** What the sentence of an answer turns on besides the answer itself. */
type Asked = {
  readonly standing: 'candidate' | 'serving';
  readonly legalBases: readonly string[];
  readonly purpose: string;
  readonly postClass: string;
};

/** What the unit is told, made only from what the registry answered and the pack's words (decision A6). */
export function decisionOf(law: Law, answer: Answer, asked: Asked): InquiryDecision {
  return {
    outcome: answer.outcome,
    sources: answer.sources.map(({ nameEn, nameZh, dataAsOf }) => ({ nameEn, nameZh, dataAsOf })),
    dataAsOf: answer.dataAsOf,
    validity: sentenceOf(law, answer, asked),
    next: nextWords(answer.outcome, asked.standing),
  };
}

/** The one sentence of the answer. */
export function sentenceOf({ pack, settings }: Law, answer: Answer, asked: Asked): Words {
  if (answer.outcome === 'not_now') {
    const { nameEn, nameZh, since } = answer.silent ?? {
      nameEn: 'a source',
      nameZh: '信息来源',
      since: answer.dataAsOf,
    };
    return answerText(pack, 'source_silent', { source: { en: nameEn, zh: nameZh }, since: momentInWords(since) });
  }
  if (answer.outcome === 'record_found') return answerText(pack, `record_found_${asked.standing}`, {});
  const names = (language: 'nameEn' | 'nameZh', joint: string): string =>
    answer.sources.map((source) => source[language]).join(joint);
  const sources = { en: names('nameEn', ', '), zh: names('nameZh', '、') };
  const { legalBases, purpose, postClass } = asked;
  const terms: InquiryTerms = { legalBases: [...legalBases], purpose, postClass };
  const coverage = coverageInWords(pack, terms, new Date(answer.dataAsOf), settings);
  return answerText(pack, 'no_record', { asOf: momentInWords(answer.dataAsOf), sources, coverage });
}

const next = {
  no_record_candidate: {
    en: 'The person may start from the day of this answer. Say what came of it. For a later decision ask again.',
    zh: '自本结果告知之日起可以安排上岗。请登记处理结果；以后需要当前结果请重新查询。',
  },
  no_record_serving: {
    en: 'Nothing has to change. Say what came of it; the next check follows in its period.',
    zh: '无需变更工作安排。请登记处理结果；下一次查询按规定期限进行。',
  },
  record_found_candidate: {
    en: 'Do not hire. Tell nobody who need not know. Say what came of it; the person may ask for a re-check.',
    zh: '请勿录用，勿向无关人员透露。请登记处理结果；本人可申请复查。',
  },
  record_found_serving: {
    en: 'Keep the person away from children from now on and confirm it here. The person may ask for a re-check.',
    zh: '请立即使其不再接触未成年人并在此确认。本人可申请复查。',
  },
  not_now: {
    en: 'Nothing to do: the question goes on by itself. Do not let them start, and do not turn them down for this.',
    zh: '无需操作，查询将自动继续。在此之前不得安排上岗，也不得因此拒绝录用。',
  },
} as const;

function nextWords(outcome: Answer['outcome'], standing: 'candidate' | 'serving'): Words {
  return outcome === 'not_now' ? next.not_now : next[`${outcome}_${standing}`];
}

const day = { year: 'numeric', month: 'short', day: 'numeric', timeZone: 'Asia/Shanghai' } as const;
const minute = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
const formats = {
  en: new Intl.DateTimeFormat('en-GB', { ...day, ...minute }),
  zh: new Intl.DateTimeFormat('zh-CN', { ...day, month: 'long', ...minute }),
};

/** Day and minute in China as a sentence says them: 26 Nov 2026, 09:05; 2026年11月26日 09:05. */
export function momentInWords(instant: string | Date): Words {
  const moment = new Date(instant);
  return { en: formats.en.format(moment), zh: formats.zh.format(moment) };
}

/** Day and minute in China for columns and lists, in both languages alike. */
export function dayAndTime(instant: string | Date): string {
  const china = new Date(new Date(instant).getTime() + 8 * 3_600_000).toISOString();
  return `${china.slice(0, 10)} ${china.slice(11, 16)}`;
}
