import { PageSkeleton } from '../ui/states.js';

/** What stands on the screen until the first page is there: for routes that have no frame around them yet. */
export function FirstPending() {
  return (
    <main>
      <PageSkeleton />
    </main>
  );
}
