import type { NoticePayload } from '@gatehouse/contract';
import { explainProblem, formatVerifierKey, parseCompleteness, verifyCompleteness } from '@gatehouse/merkle';
import { exactTimeWithZone } from '../../ui/time.js';
import type { Words } from '../../ui/words.js';
import en from '../locales/en.json' with { type: 'json' };
import zh from '../locales/zh.json' with { type: 'json' };
import { readPayload } from '../notice-payload.js';
import { checks } from '../verdict.js';
import { verifyNotice } from '../verify-notice.js';
import { checkEntry, isEntryProof } from './check-entry.js';
import type { Report, ReportLine } from './report.js';
import type { Trust } from './trust.js';
import { witnessLines } from './witness-lines.js';
import words from './words.json' with { type: 'json' };

/** Verifies whatever proof was given: a notice, an entry, or that nothing was left out. */
export async function checkProof(text: string, trust: Trust): Promise<Report | { readonly why: Words }> {
  const trimmed = text.trim();
  if (trimmed === '') return { why: words.noProof };
  const json = jsonIn(trimmed);
  if (json !== undefined && 'kind' in json) return checkWhole(trimmed, trust);
  if (json !== undefined && isEntryProof(json)) return checkEntry(json, trust);
  const read = await readPayload(trimmed);
  return read.ok ? checkNotice(read.payload, trust) : { why: words.unreadable };
}

function jsonIn(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

function checkNotice(payload: NoticePayload, trust: Trust): Report {
  const verdicts = trust.logKeys.map((key) => verifyNotice(payload, formatVerifierKey(key)));
  const verdict = verdicts.find(({ fits }) => fits) ?? verdicts[0];
  const failedAt = verdict === undefined || verdict.fits ? undefined : verdict;
  const until = failedAt === undefined ? checks.length : checks.indexOf(failedAt.check);
  const lines = checks.slice(0, until).map((check): ReportLine => {
    return { state: 'holds', words: { en: en.check[check].fits, zh: zh.check[check].fits } };
  });
  if (failedAt !== undefined) {
    const { check, why } = failedAt;
    lines.push({ state: 'doesNot', words: { en: en.check[check].unfit, zh: zh.check[check].unfit } });
    return {
      title: words.noticeUnfit,
      isProven: false,
      lines: [...lines, { state: 'doesNot', words: why }],
      facts: [],
    };
  }
  const { facts } = payload;
  return {
    title: words.noticeReal,
    isProven: true,
    lines: [...lines, ...witnessLines(payload.proof.receipt, trust), { state: 'unsaid', words: words.noticeNow }],
    facts: [
      { name: words.issuer, value: facts.issuer },
      { name: words.issuedAt, value: timeOf(facts.issuedAt) },
      { name: words.number, value: facts.number },
      { name: words.unit, value: facts.unit },
      { name: words.post, value: facts.post },
      { name: words.sentence, value: facts.sentence },
      { name: words.dataAsOf, value: timeOf(facts.dataAsOf) },
    ],
    remark: words.compare,
  };
}

function checkWhole(text: string, trust: Trust): Report {
  const file = parseCompleteness(text);
  const verdict = file.ok ? verifyCompleteness(file.value, trust.logKeys) : file;
  if (!verdict.ok) {
    const why = explainProblem(verdict.problem);
    return { title: words.wholeUnfit, isProven: false, lines: [{ state: 'doesNot', words: why }], facts: [] };
  }
  const { sealed, since, sealedAt, origin } = verdict.value;
  return {
    title: words.wholeReal,
    isProven: true,
    lines: [
      { state: 'holds', words: words.wholeEach },
      { state: 'holds', words: words.wholeSealed },
      { state: 'holds', words: words.wholeOnce },
      { state: 'holds', words: words.signature },
      ...(file.ok ? witnessLines(file.value.seal.receipt, trust) : []),
    ],
    facts: [
      { name: words.times, value: String(sealed) },
      { name: words.sealedAt, value: timeOf(sealedAt) },
      ...(since === 0 ? [] : [{ name: words.since, value: String(since) }]),
      { name: words.log, value: origin },
    ],
  };
}

/** A moment in the reader's zone, which is named. */
function timeOf(moment: string): Words {
  const at = Date.parse(moment);
  return { zh: exactTimeWithZone(at, 'zh'), en: exactTimeWithZone(at, 'en') };
}
