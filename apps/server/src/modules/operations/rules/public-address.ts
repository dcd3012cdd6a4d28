/** What was found where people reach the node, from this machine. */
export type AddressFacts = {
  /** The best protocol that was agreed, as OpenSSL names it. */
  readonly protocol: string | null;
  /** Whether a protocol before TLS 1.2 was taken too. */
  readonly takesOld: boolean;
  /** Whether the certificate is of an authority that this machine trusts, for this name, and in time. */
  readonly isTrusted: boolean;
  readonly certificateUntil: Date | undefined;
  /** Strict-Transport-Security, in seconds; undefined: it was not said. */
  readonly strictSeconds: number | undefined;
  /** What answers without encryption at port 80: nothing, the way to the encrypted address, or something else. */
  readonly plain: 'nothing' | 'redirects' | 'answers';
};

/** What is wrong there. */
export type AddressProblem = 'old-tls' | 'certificate' | 'certificate-ends' | 'not-strict' | 'plain-answers';

/** How long before its end a certificate is named, in days: whoever renews by hand needs them. */
const certificateDays = 14;

/** A year, as browsers ask it of a site that is to stay encrypted (OWASP ASVS 5.0.0, 3.4.1). */
const leastStrictSeconds = 31_536_000;

/** Everything that is wrong where people reach the node (OWASP ASVS 5.0.0, 12.1.1, 12.2.1, 12.2.2). */
export function addressProblems(facts: AddressFacts, now: Date): readonly AddressProblem[] {
  const { protocol, takesOld, isTrusted, certificateUntil, strictSeconds, plain } = facts;
  const left = certificateUntil === undefined ? undefined : certificateUntil.getTime() - now.getTime();
  const problems: readonly (readonly [AddressProblem, boolean])[] = [
    ['old-tls', takesOld || (protocol !== 'TLSv1.2' && protocol !== 'TLSv1.3')],
    ['certificate', !isTrusted],
    ['certificate-ends', isTrusted && left !== undefined && left < certificateDays * 86_400_000],
    ['not-strict', (strictSeconds ?? 0) < leastStrictSeconds],
    ['plain-answers', plain === 'answers'],
  ];
  return problems.filter(([, isThere]) => isThere).map(([problem]) => problem);
}
