// `npm run large`: ten thousand rows through the whole line. See test/large/README.md.
import { prepare } from './prepare.mjs';

prepare();
await import('../test/large/run.mjs');
