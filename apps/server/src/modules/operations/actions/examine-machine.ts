import { readFile, statfs } from 'node:fs/promises';
import { url as debuggerAddress } from 'node:inspector';
import { basename } from 'node:path';
import exposureWords from '../exposure-words.json' with { type: 'json' };
import { exposedMemory, type MemoryFacts, type SwapPlace } from '../rules/exposed-memory.js';

/** Least free room on the disk of the data folder, in bytes. */
const leastRoom = 2_000_000_000;

/** Switches of Node that let a debugger in or write the memory of the process to a file. */
const debuggingSwitch = /^--(inspect|heapsnapshot|heap-prof|report|debug)/;

/** Whether others could read keys and people's data out of the memory of this process; outside production it is said and no fault. */
export async function examineMemory(mode: string) {
  const exposures = exposedMemory(await readMemoryFacts());
  const words = (language: 'en' | 'zh') => exposures.map((exposure) => exposureWords[exposure][language]).join(' ');
  const said = { en: words('en'), zh: words('zh') };
  const closed = { en: 'no debugger, no core dumps, no readable swap', zh: '无调试入口、无核心转储、无可读交换区' };
  return {
    wrong: exposures.length > 0 && mode === 'production' ? said : undefined,
    right: exposures.length > 0 ? said : closed,
  };
}

async function readMemoryFacts(): Promise<MemoryFacts> {
  const switches = [...process.execArgv, ...(process.env.NODE_OPTIONS ?? '').split(/\s+/)];
  return {
    isDebuggable: debuggerAddress() !== undefined || switches.some((one) => debuggingSwitch.test(one)),
    coreDumps: await readCoreDumps(),
    swap: await readSwap(),
  };
}

async function readCoreDumps(): Promise<MemoryFacts['coreDumps']> {
  const [limits, pattern, filter] = await Promise.all(
    ['/proc/self/limits', '/proc/sys/kernel/core_pattern', '/proc/self/coredump_filter'].map(readText),
  );
  const limit = /^Max core file size\s+(\S+)/m.exec(limits ?? '')?.[1];
  if (limit === undefined || pattern === undefined || filter === undefined) return undefined;
  return { limit, pattern: pattern.trim(), filter: filter.trim() };
}

async function readSwap(): Promise<MemoryFacts['swap']> {
  const listed = await readText('/proc/swaps');
  if (listed === undefined) return undefined;
  const names = listed
    .split('\n')
    .slice(1)
    .flatMap((line) => line.split(/\s+/)[0] ?? [])
    .filter((name) => name !== '');
  const group = /^0::(\S*)$/m.exec((await readText('/proc/self/cgroup')) ?? '')?.[1];
  const most = group === undefined ? undefined : await readText(`/sys/fs/cgroup${group}/memory.swap.max`);
  return { places: await Promise.all(names.map(readPlace)), isKeptOut: most?.trim() === '0' };
}

async function readPlace(name: string): Promise<SwapPlace> {
  return { name, mapping: (await readText(`/sys/class/block/${basename(name)}/dm/uuid`))?.trim() };
}

/** What a file of the kernel says; undefined where there is none, as on other systems than Linux. */
function readText(file: string): Promise<string | undefined> {
  return readFile(file, 'utf8').catch(() => undefined);
}

/** Whether the disk of the data folder has room left. */
export async function examineDisk(dataFolder: string) {
  const { bavail, bsize } = await statfs(dataFolder);
  const room = Math.floor((bavail * bsize) / 1_000_000_000);
  const full = { en: `${room} GB are free; make room.`, zh: `剩余 ${room} GB，请清理空间。` };
  return {
    wrong: bavail * bsize < leastRoom ? full : undefined,
    right: { en: `${room} GB free`, zh: `剩余 ${room} GB` },
  };
}
