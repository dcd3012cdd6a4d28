/**
 * Where a worker thread's file lies. Threads run built JavaScript; a test that runs from `src/` finds it in `dist/`, which the
 * test command builds first.
 */
export function builtWorker(from: string, file: string): URL {
  const url = new URL(file, from);
  return new URL(url.href.replace(/\/src\/(?=(?:(?!\/src\/).)*$)/, '/dist/'));
}
