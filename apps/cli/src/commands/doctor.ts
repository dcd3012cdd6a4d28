import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { errorDefinition, fillWords, type Finding, nodeEndpoints, operationsEndpoints } from '@gatehouse/contract';
import { type Config, DomainError, readConfig } from '@gatehouse/server';
import { type Io, say } from '../io.js';
import { type NodeClient, withNode } from '../node-client.js';
import { NodeRefusal } from '../node-refusal.js';

/** `doctor`: one line for each thing examined, with what to do; the node may run or not. @returns 1 when anything fails */
export async function doctorCommand(_words: string[], io: Io): Promise<number> {
  const findings = [...(await examineConfiguration(io)), ...(await examineNode(io))];
  for (const { name, state, en, zh } of findings) say(io, `${state === 'fits' ? '✓' : '✗'} ${name}: ${en} ${zh}`);
  return findings.some((finding) => finding.state === 'fails') ? 1 : 0;
}

async function examineConfiguration(io: Io): Promise<Finding[]> {
  let config: Config;
  try {
    config = readConfig(io.environment);
  } catch (error) {
    return [failed('configuration', error)];
  }
  const places = [
    config.dataFolder,
    ...(config.keysValue === undefined ? [config.keys || join(config.dataFolder, 'keys')] : []),
  ];
  return [
    fits('configuration', 'every variable can be read', '各变量均可读取'),
    ...(await Promise.all(places.map(examineMode))),
  ];
}

async function examineMode(folder: string): Promise<Finding> {
  const found = await stat(folder).catch(() => undefined);
  if (found === undefined) return fails(folder, 'It is not there.', '不存在。');
  const mode = (found.mode & 0o777).toString(8);
  if ((found.mode & 0o077) === 0) return fits(folder, `mode ${mode}`, `权限 ${mode}`);
  return fails(
    folder,
    `Others may enter (mode ${mode}): chmod 700 it.`,
    `其他用户可访问(权限 ${mode}),请执行 chmod 700。`,
  );
}

async function examineNode(io: Io): Promise<Finding[]> {
  try {
    return await withNode(io, async (node) => {
      const { findings } = await node.call(operationsEndpoints.examine, {});
      return [...findings, ...(await healthOf(node))];
    });
  } catch (error) {
    return [failed('node', error)];
  }
}

async function healthOf(node: NodeClient): Promise<Finding[]> {
  const { status, reasons } = await node.call(nodeEndpoints.health, {}, [503]);
  if (status === 'ok') return [fits('health', 'every module can serve', '各模块均可服务')];
  return reasons.map(({ check, en, zh }) => fails(check, en, zh));
}

/** A thrown refusal as a finding, in its own words. */
function failed(name: string, error: unknown): Finding {
  if (error instanceof NodeRefusal) {
    const { title, next } = error.words;
    return fails(name, `${title.en} ${next.en}`, `${title.zh} ${next.zh}`);
  }
  if (!(error instanceof DomainError)) {
    return fails(name, error instanceof Error ? error.message : String(error), '无法打开。');
  }
  const { title, next } = errorDefinition(error.code);
  const words = (language: 'en' | 'zh') =>
    `${fillWords(title, language, error.parameters)} ${fillWords(next, language, error.parameters)}`;
  return fails(name, words('en'), words('zh'));
}

function fits(name: string, en: string, zh: string): Finding {
  return { name, state: 'fits', en, zh };
}

function fails(name: string, en: string, zh: string): Finding {
  return { name, state: 'fails', en, zh };
}
