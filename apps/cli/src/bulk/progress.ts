import { SingleBar } from 'cli-progress';
import { say } from '../screen/refusal.js';
import type { CommandOutput } from '../screen/screen-command.js';
import words from '../screen/words.json' with { type: 'json' };

/** Shows how far a long task is: rows done, rows a second, time left. */
export interface RowProgress {
  /** So many rows are done, which are this share (0 to 1) of the task. */
  at(rows: number, share: number): void;
  end(): void;
}

const lineEvery = 10_000;
const steps = 1_000;

/** A bar on a terminal, elsewhere a line each ten seconds; on the error stream, so that it never mixes with results. */
export function startRowProgress(output: CommandOutput, task: 'reading' | 'bulk-joining', from = 0): RowProgress {
  const begun = performance.now();
  const bar = output.isTerminal ? startBar(output, task) : undefined;
  let [first, told] = [-1, begun];
  return {
    at: (rows, share) => {
      if (first < 0) first = rows;
      const now = performance.now();
      const seconds = Math.max(0.001, (now - begun) / 1000);
      const left = share > from ? (seconds * (1 - share)) / (share - from) : Number.NaN;
      const values = { rows, rate: Math.round((rows - first) / seconds), left: clock(left) };
      bar?.update(Math.floor(share * steps), { ...values, rows: rows.toLocaleString('en-US') });
      if (bar !== undefined || now - told < lineEvery) return;
      told = now;
      output.stderr.write(say('bulk-row-progress', { task: words[task], ...values }));
    },
    end: () => bar?.stop(),
  };
}

function startBar(output: CommandOutput, task: 'reading' | 'bulk-joining'): SingleBar {
  const bar = new SingleBar({
    format: `${words[task].en} · ${words[task].zh} {bar} {percentage}% | {rows} | {rate}/s | {left}`,
    stream: output.stderr,
    hideCursor: true,
  });
  bar.start(steps, 0, { rows: '0', rate: 0, left: '–' });
  return bar;
}

/** Hours, minutes and seconds; a dash where nothing can be said yet. */
function clock(seconds: number): string {
  if (!Number.isFinite(seconds)) return '–';
  const whole = Math.round(seconds);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${Math.floor(whole / 3600)}:${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}`;
}
