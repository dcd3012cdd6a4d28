// Which test misses a policy that no answer of the matrix of rows misses.
import { existsSync } from 'node:fs';
import { templateDatabase } from '../database-templates.js';
import { administer } from '../harness/empty-database.js';
import type { Handed } from './handed-templates.js';
import { firstFailure, root } from './mutation-run.js';

const pristine = 'gatehouse_pristine';
const modules = 'apps/server/src/modules';

/** Where else than in its module a policy is missed, by its name: work that begins in another module, and a restore. */
const elsewhere: readonly (readonly [RegExp, readonly string[]])[] = [
  [/eras|retention|hold|announced/, [`${modules}/retention/`]],
  [/canary/, ['test/operations/canaries']],
  [/^registry\..*(merge|alias)/, [`${modules}/registry/merges`, `${modules}/registry/aliases`]],
  [/^registry\..*(replay|look)/, [`${modules}/registry/recall-history`, `${modules}/registry/recalls`]],
  [/^registry\.(record|proposal)/, [`${modules}/registry/records`, `${modules}/registry/recalls`]],
  [/^registry\.(rescreening|screening|clearance)/, [`${modules}/registry/enrolments`]],
  [/^registry\.(opinion|comparison)/, [`${modules}/registry/asks`, `${modules}/registry/rechecks`]],
  [/^inquiry\.(repair|objection)/, [`${modules}/inquiry/objections`, `${modules}/inquiry/grant-review`]],
  [/^inquiry\.(repair|answer|application).*(restore|again)/, [`${modules}/inquiry/recalled-answers`]],
  [/^inquiry\.application: found/, [`${modules}/registry/enrolments`]],
  [/visitor/, [`${modules}/inquiry/own-page`]],
  [/^(inquiry\.proof|workforce\.supplier_notice)/, [`${modules}/workforce/shown-to-others`]],
  [/^supervision\..*emergency/, [`${modules}/access/emergency-looks`]],
  [/^supervision\.owed_gap/, [`${modules}/workforce/coverage`]],
  [/^workforce\.(tip|expected_headcount)/, [`${modules}/workforce/sources`]],
  [/^workforce\.unentered/, [`${modules}/workforce/unentered-units`]],
  [/^workforce\.(post_answer|enrolment)/, [`${modules}/workforce/coverage`]],
  [/restore|again/, ['test/operations/restore-drill', 'test/operations/recover']],
];

/** Looks for the tests that miss policies, one policy after the other. */
export async function missing(handed: Handed) {
  await administer(`drop database if exists ${pristine}`);
  await administer(`create database ${pristine} template ${templateDatabase}`);
  return {
    /**
     * The first test that fails where a policy is taken away; null where all pass: those of its name, of its module, then those of the
     * whole house.
     */
    testThatMisses: async (policy: string, statement: string): Promise<string | null> => {
      await administer(`drop database ${templateDatabase} with (force)`);
      await administer(`create database ${templateDatabase} template ${pristine}`);
      await administer(statement, templateDatabase);
      const [schema = ''] = policy.split('.');
      const named = elsewhere.flatMap(([pattern, files]) => (pattern.test(policy) ? files : []));
      const module = existsSync(`${root}${modules}/${schema}`) ? [`${modules}/${schema}/`] : [];
      const stages = [
        named,
        module,
        ['test/operations/', 'test/access-matrix/journal', 'apps/server/src/demonstration'],
      ];
      for (const files of stages) {
        if (files.length === 0) continue;
        const config = 'test/access-matrix/taken-away.config.ts';
        const failed = firstFailure(config, files, { HANDED: JSON.stringify(handed) });
        if (failed !== null) return failed;
      }
      return null;
    },
    end: async (): Promise<void> => {
      await administer(`drop database ${templateDatabase} with (force)`);
      await administer(`create database ${templateDatabase} template ${pristine}`);
      await administer(`drop database ${pristine}`);
    },
  };
}
