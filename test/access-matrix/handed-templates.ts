import type { ProvidedContext } from 'vitest';
import type { TestProject } from 'vitest/node';

/** What a run with a policy taken away is handed: the templates of the run that began it. */
export type Handed = Pick<
  ProvidedContext,
  'embeddedTemplate' | 'postgresServer' | 'postgresTemplateFolder' | 'demonstrationTemplate' | 'demonstrationOnServer'
>;

/** Hands on the templates that another run made, instead of making them anew for each policy. */
export default function handTemplates(project: TestProject): void {
  const handed = JSON.parse(process.env.HANDED ?? '{}') as Handed;
  for (const [name, value] of Object.entries(handed) as [keyof Handed, never][]) project.provide(name, value);
}
