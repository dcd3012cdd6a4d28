/** An enrolment as the platform has it. */
export type OwnEnrolment = { readonly id: string; readonly state: 'sent' | 'confirmed'; readonly sentAt: Date };

/** An enrolment as the registry follows it. */
export type HeldEnrolment = { readonly id: string; readonly confirmedAt: Date | null };

/** What mends a difference: by enrolment, what has to be done. */
export type Mending = {
  /** In force here and followed by nobody: enrolled anew under another id. */
  readonly enrolAnew: readonly string[];
  /** Followed by the registry and not in force here: ended there. */
  readonly leave: readonly string[];
  /** Confirmed by the registry, which was not heard here. */
  readonly confirm: readonly HeldEnrolment[];
};

/**
 * What has to be done so that both sides have the same of one part. What was sent after `settledBefore` may be on its way still and is left to
 * the next count.
 */
export function mendingOf(own: readonly OwnEnrolment[], held: readonly HeldEnrolment[], settledBefore: Date): Mending {
  const heldIds = new Set(held.map(({ id }) => id));
  const ownById = new Map(own.map((one) => [one.id, one]));
  return {
    enrolAnew: own.filter(({ id, sentAt }) => sentAt < settledBefore && !heldIds.has(id)).map(({ id }) => id),
    leave: held.filter(({ id }) => !ownById.has(id)).map(({ id }) => id),
    confirm: held.filter(({ id, confirmedAt }) => confirmedAt !== null && ownById.get(id)?.state === 'sent'),
  };
}
