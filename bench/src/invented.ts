import type { PersonEvidence } from '@gatehouse/matching';
import { expectedCheckCharacter } from '@gatehouse/matching/identity-number';

const surnames = [...'王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹'];
const given = [...'明华芳静强磊洋艳勇杰娟涛超霞平刚辉玲桂英建国志东海峰立新成永康春福生正诚'];

/** The invented resident number at a place: province code 10, a birth date, an order, its check character. No two are equal. */
export function inventedNumber(at: number): string {
  const order = String(at % 1000).padStart(3, '0');
  const day = String((Math.floor(at / 1000) % 28) + 1).padStart(2, '0');
  const month = String((Math.floor(at / 28_000) % 12) + 1).padStart(2, '0');
  const year = 1960 + (Math.floor(at / 336_000) % 45);
  const body = `100101${year}${month}${day}${order}`;
  return body + (expectedCheckCharacter(body) ?? '');
}

/** An invented name; about forty thousand different ones. */
export function inventedName(at: number): string {
  const pick = (from: readonly string[], number: number): string => from[number % from.length] ?? '';
  return pick(surnames, at) + pick(given, Math.floor(at / 30)) + pick(given, Math.floor(at / 1170));
}

/** Invented records for the index. */
export function inventedRecords(count: number): PersonEvidence[] {
  return Array.from({ length: count }, (_, at) => ({
    id: `R${at}`,
    name: inventedName(at),
    documents: [{ docType: 'resident_id', docNumber: inventedNumber(at) }],
  }));
}
