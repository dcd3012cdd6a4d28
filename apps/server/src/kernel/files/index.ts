export { openSpool, type Spool, type Spooled } from './spool.js';
export { type FileStore, largestFileBytes, openFileStore, type StoredFile } from './file-store.js';
