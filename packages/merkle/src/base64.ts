import { base64 } from '@scure/base';

/** Base64 with padding: RFC 4648 section 4, the only encoding in the texts of a log. */
export function encodeBase64(bytes: Uint8Array): string {
  return base64.encode(bytes);
}

/** The bytes of a base64 text; undefined unless it is exactly what {@link encodeBase64} would write. */
export function decodeBase64(text: string): Uint8Array | undefined {
  try {
    return base64.decode(text);
  } catch {
    return undefined;
  }
}
