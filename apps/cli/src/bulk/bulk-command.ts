import { readArguments } from '../screen/arguments.js';
import { exitStatus, say } from '../screen/refusal.js';
import { type CommandOutput, tellDone, tellRefused } from '../screen/screen-command.js';
import { joinFiles } from './join-files.js';

/**
 * `gatehouse bulk`: joins a people file with a registry file, offline, and goes on where a killed run of the same was. Exit statuses and
 * rows are those of `screen`. The result is the registry's and never a unit's.
 */
export async function bulkCommand(args: readonly string[], output: CommandOutput): Promise<number> {
  if (args.includes('--help')) {
    output.stdout.write(say('bulk-usage') + say('notice'));
    return exitStatus.done;
  }
  try {
    const wanted = readArguments(args, 'bulk');
    return tellDone(wanted, await joinFiles(wanted, output), output);
  } catch (error) {
    return tellRefused(error, output);
  }
}
