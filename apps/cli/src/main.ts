import { type CommandOutput, screenCommand } from './screen/index.js';

type Command = (args: readonly string[], output: CommandOutput) => Promise<number>;

const commands = new Map<string, Command>([['screen', screenCommand]]);

/** Runs `gatehouse <command> …` and resolves to its exit status; 1 when there is no such command. */
export async function main(args: readonly string[]): Promise<number> {
  const { stdout, stderr } = process;
  const command = commands.get(args[0] ?? '');
  if (command) return command(args.slice(1), { stdout, stderr, isTerminal: stderr.isTTY === true });
  const names = [...commands.keys()].join(', ');
  stderr.write(`Unknown command. Known: ${names}\n没有该命令。可用:${names}\n`);
  return 1;
}
