import type { Module } from "../../../../src/kernel/module.ts";
import type { Page } from "../../../../src/kernel/read/page.ts";
import type { ViewQuery } from "../../../../src/kernel/read/query.ts";

type List = ViewQuery<unknown, Page<unknown>>;

/** The modules, with another way to read a page of a list. */
export function reading(
  name: string,
  run: (list: List, ...asked: Parameters<List["run"]>) => ReturnType<List["run"]>,
) {
  return (modules: readonly Module[]): readonly Module[] =>
    modules.map((module) => ({
      ...module,
      operations: module.operations.map((operation) => {
        if (operation.kind !== "view" || operation.name !== name) return operation;
        // The list that is named answers pages.
        const list = operation as List;
        return { ...list, run: (...asked: Parameters<List["run"]>) => run(list, ...asked) };
      }),
    }));
}
