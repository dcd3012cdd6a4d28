const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** Bytes of base32 (RFC 4648) without padding, as an address on paper carries them; undefined where a letter is none of it. */
export function bytesOfBase32(text: string): Uint8Array<ArrayBuffer> | undefined {
  const bytes = new Uint8Array(Math.floor((text.length * 5) / 8));
  let held = 0;
  let bits = 0;
  let at = 0;
  for (const letter of text.toUpperCase()) {
    const five = alphabet.indexOf(letter);
    if (five < 0) return undefined;
    held = ((held << 5) | five) & 0xfff;
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    bytes[at++] = (held >> bits) & 0xff;
  }
  return bytes;
}

/** Bytes of base64url (RFC 4648) without padding. */
export function bytesOfBase64url(text: string): Uint8Array<ArrayBuffer> {
  // A length that base64 cannot have comes from lost characters; what rests on it then does not fit, which is the answer.
  const whole = text.length % 4 === 1 ? text.slice(0, -1) : text;
  return Uint8Array.from(atob(whole.replaceAll('-', '+').replaceAll('_', '/')), (character) => character.charCodeAt(0));
}
