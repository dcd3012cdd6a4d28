import { EntryDifference, entryDifferenceWords } from '@gatehouse/contract';
import type { Kernel } from '../../../kernel/kernel.js';

/** Most places that are named; the log's page and the table have all. */
const mostNamed = 20;

type Round = {
  readonly beganAt: Date;
  readonly compared: number;
  readonly wholeBeganAt: Date | null;
  readonly wholeEndedAt: Date | null;
  readonly wholeCompared: number | null;
  readonly wholeErased: number | null;
};

type Different = {
  readonly log: number | null;
  readonly leafIndex: number | null;
  readonly entryId: string | null;
  readonly differs: readonly string[];
};

type Words = { readonly en: string; readonly zh: string };

/** How many entries were compared with the published log, since when, and which of them differ. */
export async function examineEntries(kernel: Kernel) {
  const { round, different, named } = await readComparison(kernel);
  const compared = wordsOfRound(round);
  if (different === 0) return { wrong: undefined, right: compared };
  const [en, zh] = (['en', 'zh'] as const).map((language) => named.map((one) => nameIn(one, language)).join('; '));
  const more = different > named.length ? ' …' : '';
  const wrong = {
    en: `${different} no longer are what was published: ${en}${more}. Copy database and log as they are; find out who wrote into the database; then put these rows back as a backup from before has them. ${compared.en}`,
    zh: `${different} 条与已公布的日志不符：${zh}${more}。请先原样复制数据库与日志，查明何人写入数据库，再按此前的备份恢复这些行。${compared.zh}`,
  };
  return { wrong, right: compared };
}

async function readComparison(kernel: Kernel) {
  return kernel.database.asOwner(async (client) => {
    const rounds = await client.query<Round>(
      `select began_at as "beganAt", compared, whole_began_at as "wholeBeganAt", whole_ended_at as "wholeEndedAt",
              whole_compared as "wholeCompared", whole_erased as "wholeErased" from journal.entry_comparison`,
    );
    const counted = await client.query<{ different: number }>(
      'select count(*)::int as different from journal.entry_difference where ended_at is null',
    );
    const named = await client.query<Different>(
      `select log, leaf_index as "leafIndex", entry_id as "entryId", differs from journal.entry_difference
        where ended_at is null order by log nulls last, leaf_index, entry_id limit $1`,
      [mostNamed],
    );
    return { round: rounds.rows[0], different: counted.rows[0]?.different ?? 0, named: named.rows };
  });
}

function wordsOfRound(round: Round | undefined): Words {
  if (round === undefined)
    return {
      en: 'not compared with the published log yet; a running node begins by itself',
      zh: '尚未与已公布的日志核对，节点运行后自动开始',
    };
  const { beganAt, compared, wholeBeganAt, wholeEndedAt, wholeCompared, wholeErased } = round;
  const since = beganAt.toISOString();
  const now = { en: `${compared} compared since ${since}`, zh: `自 ${since} 起已核对 ${compared} 条` };
  if (wholeBeganAt === null || wholeEndedAt === null)
    return { en: `${now.en}; the first round ends within a day`, zh: `${now.zh}；首轮一日内完成` };
  const [from, to] = [wholeBeganAt.toISOString(), wholeEndedAt.toISOString()];
  return {
    en: `all ${wholeCompared} compared with the published log from ${from} to ${to}, ${wholeErased} of them erased and by their leaf alone; ${now.en}`,
    zh: `${from} 至 ${to} 已将全部 ${wholeCompared} 条与已公布的日志核对（其中 ${wholeErased} 条已销毁，仅核对叶值）；${now.zh}`,
  };
}

function nameIn({ log, leafIndex, entryId, differs }: Different, language: 'en' | 'zh'): string {
  const what = EntryDifference.array()
    .parse(differs)
    .map((one) => entryDifferenceWords[one][language])
    .join(', ');
  const place = { en: `${leafIndex} of log ${log}`, zh: `日志 ${log} 第 ${leafIndex} 号` };
  return `${leafIndex === null ? entryId : place[language]} (${what})`;
}
