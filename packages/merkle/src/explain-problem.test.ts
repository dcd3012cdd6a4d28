import { describe, expect, it } from 'vitest';
import { explainProblem } from './explain-problem.js';
import messages from './problem-messages.json' with { type: 'json' };

describe('The explanation of a problem', () => {
  it('says in both languages what, where and what to do next', () => {
    expect(explainProblem({ code: 'file-missing', path: 'tile/0/100' })).toEqual({
      en: 'The file tile/0/100 is missing. Export or fetch the log again.',
      zh: '缺少文件 tile/0/100。请重新导出或获取日志。',
    });
  });

  it.each(Object.entries(messages))('%s shows the same evidence in both languages', (_, { en, zh }) => {
    const placeholders = (template: string) => [...template.matchAll(/\{\w+\}/g)].map(([name]) => name).sort();
    expect(placeholders(zh)).toEqual(placeholders(en));
  });
});
