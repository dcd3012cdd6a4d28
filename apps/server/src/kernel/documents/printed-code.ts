import { create, toBuffer } from 'qrcode';

export const pointsPerMillimetre = 72 / 25.4;
/** White around the code on each side, in modules (ISO/IEC 18004, quiet zone). */
const quiet = 4;
/** What a phone reads from paper with ease, in millimetres: one module, and the whole code. */
const [smallestModule, smallestCode] = [0.7, 60];

/** The side of a printed code with the white around it, in points. */
export function codeSide(modules: number): number {
  return Math.max(smallestCode, (modules + 2 * quiet) * smallestModule) * pointsPerMillimetre;
}

/** The code of an address as an image, and the side at which it is printed. */
export async function printedCode(address: string): Promise<{ image: Buffer; side: number }> {
  const options = { errorCorrectionLevel: 'L' } as const;
  const { size } = create(address, options).modules;
  return { image: await toBuffer(address, { ...options, margin: quiet, scale: 6 }), side: codeSide(size) };
}
