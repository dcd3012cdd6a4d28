import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, rmdirSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { vi } from 'vitest';

/** A disk that a test fills to its last byte and makes room on again. */
export type SmallDisk = {
  readonly folder: string;
  readonly fill: () => void;
  readonly makeRoom: () => void;
  readonly remove: () => void;
};

/** How the disk is made: mounted where the machine lets us, else by statements that fail as they do on a full disk. */
export const diskWay = mayMount() ? 'mounted' : 'injected';

/** @param megabytes its size */
export function smallDisk(megabytes: number): SmallDisk {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-disk-'));
  return diskWay === 'mounted' ? mountedDisk(folder, megabytes) : injectedDisk(folder);
}

function mountedDisk(folder: string, megabytes: number): SmallDisk {
  mount(folder, megabytes);
  const filler = join(folder, 'filler');
  return {
    folder,
    fill: () => {
      const file = openSync(filler, 'a');
      try {
        for (;;) writeSync(file, Buffer.alloc(4096));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
      } finally {
        closeSync(file);
      }
    },
    makeRoom: () => rmSync(filler, { force: true }),
    remove: () => {
      spawnSync('umount', ['--lazy', folder]);
      rmdirSync(folder);
    },
  };
}

function injectedDisk(folder: string): SmallDisk {
  const passed = pg.Client.prototype.query as (...given: unknown[]) => unknown;
  return {
    folder,
    fill: () => {
      vi.spyOn(pg.Client.prototype, 'query').mockImplementation(function (this: pg.Client, ...given: unknown[]) {
        const [question] = given as [string | pg.QueryConfig];
        const text = typeof question === 'string' ? question : question.text;
        if (!/^\s*(insert|update)/i.test(text)) return passed.apply(this, given);
        const full = Object.assign(new Error('could not extend file: No space left on device'), { code: '53100' });
        return Promise.reject(full) as unknown;
      } as never);
    },
    makeRoom: () => vi.restoreAllMocks(),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function mount(folder: string, megabytes: number): boolean {
  const made = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=0700`, 'tmpfs', folder]);
  return made.status === 0;
}

function mayMount(): boolean {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false;
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-disk-'));
  const mounted = mount(folder, 1);
  if (mounted) spawnSync('umount', [folder]);
  rmdirSync(folder);
  return mounted;
}
