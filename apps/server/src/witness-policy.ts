import { readFile } from 'node:fs/promises';
import { explainProblem, parseWitnessPolicy, type WitnessPolicy } from '@gatehouse/merkle';
import { refuse } from './kernel/errors.js';

/**
 * Reads who witnesses the log of a node; undefined where the operator named nobody.
 * @throws DomainError `configuration-invalid` naming the line
 */
export async function readWitnessPolicy(file: string): Promise<WitnessPolicy | undefined> {
  if (file === '') return undefined;
  const text = await readFile(file, 'utf8').catch(() =>
    refuse('configuration-invalid', { problem: `GATEHOUSE_WITNESSES names ${file}, which cannot be read.` }),
  );
  const policy = parseWitnessPolicy(text);
  if (!policy.ok) refuse('configuration-invalid', { problem: explainProblem(policy.problem).en });
  const silent = policy.value.witnesses.find(({ address }) => address === undefined);
  if (silent !== undefined)
    refuse('configuration-invalid', { problem: `The witness ${silent.name} has no address to be asked at.` });
  return policy.value;
}
