import objectTables from "../migrations/tenant/0001_object.sql";
import keptAnswers from "../migrations/tenant/0014_kept_answers.sql";
import type { Module } from "../src/kernel/module.ts";
import type { Migration } from "../src/kernel/storage.ts";

/** The object's own tables and every module's, in the order of their file names. */
export function tenantMigrations(modules: readonly Module[]): readonly Migration[] {
  const own: readonly Migration[] = [
    { name: "0001_object", sql: objectTables },
    { name: "0014_kept_answers", sql: keptAnswers },
  ];
  const theirs = modules.flatMap((module) => module.migrations);
  return [...own, ...theirs].toSorted((a, b) => (a.name < b.name ? -1 : 1));
}
