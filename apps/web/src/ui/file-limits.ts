/** Why a file is not taken. */
export type Refusal = 'ending' | 'size' | 'empty';

/** Why a file cannot be taken, as far as its name and size say. */
export function refusalOf(
  file: { readonly name: string; readonly size: number },
  endings: readonly string[],
  maximumBytes: number,
): Refusal | undefined {
  const name = file.name.toLowerCase();
  if (!endings.some((ending) => name.endsWith(ending))) return 'ending';
  if (file.size === 0) return 'empty';
  return file.size > maximumBytes ? 'size' : undefined;
}

/** A number of bytes as people say it, in binary megabytes or kilobytes. */
export function sizeInWords(bytes: number): string {
  const megabytes = bytes / 1_048_576;
  return megabytes >= 1 ? `${Math.floor(megabytes)} MB` : `${Math.max(1, Math.floor(bytes / 1024))} KB`;
}
