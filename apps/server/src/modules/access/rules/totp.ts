import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** RFC 6238 with the values that every authenticator app knows: SHA-1, six digits, a step of thirty seconds. */
export const totpRules = {
  secondsInStep: 30,
  digits: 6,
  /** Steps before and after the present one whose code is taken too: clocks differ, and people type slowly. */
  window: 1,
  /** RFC 4226 section 4 recommends 160 bits. */
  secretBytes: 20,
};

/** The letters of Base32 (RFC 4648 section 6). */
const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const bitsInLetter = 5;

/** A new secret in Base32, as apps take it. */
export function newTotpSecret(): string {
  return toBase32(randomBytes(totpRules.secretBytes));
}

/** The number of the step that an instant lies in. */
export function stepAt(now: Date): number {
  return Math.floor(now.getTime() / 1000 / totpRules.secondsInStep);
}

/** The code of a step (RFC 4226 section 5.3). */
export function codeOfStep(secret: string, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac('sha1', fromBase32(secret)).update(counter).digest();
  const offset = (mac.at(-1) ?? 0) & 0xf;
  const number = (mac.readUInt32BE(offset) & 0x7f_ff_ff_ff) % 10 ** totpRules.digits;
  return String(number).padStart(totpRules.digits, '0');
}

/**
 * The step whose code this is, within the window and later than the last one that was taken (RFC 6238 section 5.2: a code is
 * taken once). Every step of the window is looked at, whatever the first ones say.
 */
export function stepOfCode(secret: string, code: string, now: Date, lastStep: number | null): number | undefined {
  const typed = Buffer.from(code.replace(/\s/g, ''));
  const present = stepAt(now);
  let found: number | undefined;
  for (let step = present - totpRules.window; step <= present + totpRules.window; step += 1) {
    const expected = Buffer.from(codeOfStep(secret, step));
    const fits = expected.length === typed.length && timingSafeEqual(expected, typed);
    if (fits && step > (lastStep ?? -1)) found = step;
  }
  return found;
}

/** The address that an app reads from a QR code (Key URI Format of the authenticator apps). */
export function totpAddress(secret: string, issuer: string, login: string): string {
  const label = `${encodeURIComponent(issuer)}:${encodeURIComponent(login)}`;
  return `otpauth://totp/${label}?secret=${secret}&issuer=${encodeURIComponent(issuer)}`;
}

/** Bytes in Base32; their number is a multiple of five, so that nothing is padded. */
export function toBase32(bytes: Uint8Array): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{5}/g) ?? []).map((group) => letters[Number.parseInt(group, 2)]).join('');
}

function fromBase32(text: string): Buffer {
  const bits = [...text].map((letter) => letters.indexOf(letter).toString(2).padStart(bitsInLetter, '0')).join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((group) => Number.parseInt(group, 2)));
}
