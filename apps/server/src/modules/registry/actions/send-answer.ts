import type { ExchangeMessage } from '@gatehouse/contract';
import { ruleVersion } from '@gatehouse/matching';
import type { ActContext } from '../../../kernel/act.js';
import type { RegistryLaw } from '../law.js';
import type { Registry } from '../registry.js';
import { longestSilent, neededSources } from '../rules/answer.js';
import { silentAskers } from '../rules/canary.js';
import type { AnsweredUnder, Ask } from '../store/ask-store.js';
import { canaryStore } from '../store/canary-store.js';
import { type Source, sourceStore } from '../store/source-store.js';
import words from '../views/canary-words.json' with { type: 'json' };

type Outcome = ExchangeMessage<'inquiry.answer'>['outcome'];

/** An ask with what it is answered. */
export type Answering = { readonly ask: Ask; readonly outcome: Outcome; readonly types: readonly string[] };

/**
 * Answers asks by the exchange: the outcome, the labels for the education department, the sources with the instant up to
 * which each is known, and the law pack. The act's journal entry goes along, so that the answer leaves once it is public.
 */
export async function sendAnswers(
  registry: Registry,
  context: ActContext,
  answers: readonly Answering[],
): Promise<void> {
  const { law, sendMessages } = registry;
  const declared = await sourceStore(context).all();
  const silentWays = answers.some(({ outcome }) => outcome === 'not_now')
    ? silentAskers(law.pack, await canaryStore(context).ways(), context.now)
    : new Map<string, Date>();
  const messages: { body: ExchangeMessage<'inquiry.answer'>; entryId: string; peer: string }[] = [];
  for (const answering of answers) {
    const { ask, outcome } = answering;
    const entryId = await context.record({
      object: { kind: 'registry.ask', id: ask.id },
      purpose: ask.terms.purpose,
      authority: ask.terms.legalBases.join(', '),
      details: { outcome, lawPack: `${law.pack.id}@${law.pack.version}`, lawPackHash: law.hash },
    });
    messages.push({
      entryId,
      peer: ask.askedBy,
      body: answerOf(registry, answering, declared, silentWays, context.now),
    });
  }
  await sendMessages(context, 'platform', 'inquiry.answer', messages);
}

function answerOf(
  { law }: Registry,
  { ask, outcome, types }: Answering,
  declared: readonly Source[],
  silentWays: ReadonlyMap<string, Date>,
  now: Date,
): ExchangeMessage<'inquiry.answer'> {
  const sources = neededSources(law, ask.terms, declared, now);
  const silent =
    outcome === 'not_now' ? silentPart(longestSilent(law, sources, now), silentWays.get(ask.askedBy)) : null;
  return {
    askId: ask.id,
    outcome,
    types: [...types].sort(),
    ...asOf(sources, now),
    ...(silent === null ? {} : { silent }),
    lawPack: lawPackOf(law),
    answeredAt: now.toISOString(),
  };
}

type SilentPart = NonNullable<ExchangeMessage<'inquiry.answer'>['silent']>;

/** What is named as silent: the source that has been so for longest, else the way by which questions come. */
function silentPart(source: ReturnType<typeof longestSilent<Source>>, waySince: Date | undefined): SilentPart | null {
  if (source !== null) {
    const { nameEn, nameZh } = source.source;
    return { nameEn, nameZh, since: source.since.toISOString() };
  }
  if (waySince === undefined) return null;
  return { nameEn: words.line.en, nameZh: words.line.zh, since: waySince.toISOString() };
}

/** The law pack that an answer was given by, as the answer names it. */
export function lawPackOf({ pack, hash }: RegistryLaw): ExchangeMessage<'inquiry.answer'>['lawPack'] {
  return { id: pack.id, version: pack.version, hash };
}

/** What is kept with an answer of what it was given by, for whoever looks at it later. */
export function answeredUnder(law: RegistryLaw): AnsweredUnder {
  return { ...lawPackOf(law), ruleVersion };
}

/** Sources as an answer names them, each with the instant up to which it is known, and how old the answer is by them. */
export function asOf(
  sources: readonly Source[],
  now: Date,
): Pick<ExchangeMessage<'inquiry.answer'>, 'sources' | 'dataAsOf'> {
  return {
    sources: sources.map((source) => ({
      code: source.code,
      nameEn: source.nameEn,
      nameZh: source.nameZh,
      dataAsOf: knownUpTo(source).toISOString(),
    })),
    dataAsOf: oldest(sources, now).toISOString(),
  };
}

function knownUpTo({ lastReceivedAt, declaredAt }: Source): Date {
  return lastReceivedAt ?? declaredAt;
}

/** An answer is as old as the oldest source it rests on. */
function oldest(sources: readonly Source[], now: Date): Date {
  return new Date(Math.min(now.getTime(), ...sources.map((source) => knownUpTo(source).getTime())));
}
