import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const softHsm = '/usr/lib/softhsm/libsofthsm2.so';
export const isSoftHsmThere = [softHsm, '/usr/bin/pkcs11-tool', '/usr/bin/softhsm2-util'].every((path) =>
  existsSync(path),
);
if (!isSoftHsmThere) process.stderr.write('Keys in a module are not tested: apt-get install softhsm2 opensc\n');

/** A token `gatehouse` of SoftHSM in a folder of its own, for this process: its PIN, and its address as a node is given it. */
export function makeKeyModule() {
  const work = mkdtempSync(join(tmpdir(), 'gatehouse-module-'));
  const [pin, pinFile] = ['12345678', join(work, 'pin')];
  mkdirSync(join(work, 'tokens'));
  writeFileSync(join(work, 'softhsm2.conf'), `directories.tokendir = ${work}/tokens\nlog.level = ERROR\n`);
  process.env.SOFTHSM2_CONF = join(work, 'softhsm2.conf');
  const init = ['--init-token', '--free', '--label', 'gatehouse', '--so-pin', '87654321', '--pin', pin];
  execFileSync('softhsm2-util', init, { stdio: 'ignore' });
  writeFileSync(pinFile, `${pin}\n`, { mode: 0o600 });
  return {
    ...{ work, pin, pinFile },
    address: `pkcs11:token=gatehouse?module-path=${softHsm}&pin-source=file:${pinFile}`,
    remove: () => {
      delete process.env.SOFTHSM2_CONF;
      rmSync(work, { recursive: true, force: true });
    },
  };
}
