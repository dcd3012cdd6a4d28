export { type FileStore, largestFileBytes, openFileStore, type StoredFile } from './file-store.js';
