import type { Module } from "../../../src/kernel/module.ts";
import type { View } from "../../../src/kernel/read/view.ts";
import { modules } from "../../../src/modules.ts";
import { noteState } from "./events.ts";
import { notes } from "./index.ts";

/** How a view fails on an event: its code throws, or the database rejects its statements. */
export type Poison = "throws" | "violates";

/**
 * The platform's modules plus notes, with a view that fails on certain texts until it is fixed. Each attempt
 * checks again whether a text is poison.
 */
export function poisonedModules(): {
  readonly modules: readonly Module[];
  readonly poisonByText: Map<string, Poison>;
} {
  const poisonByText = new Map<string, Poison>();
  const views = notes.views.map(
    (view): View => ({
      ...view,
      async project(run, tenantId) {
        const found = run.flatMap((event) => poisonByText.get(noteState.in(event)?.text ?? "") ?? []);
        if (found.includes("throws")) throw new TypeError("cannot read properties of a note");
        const broken = {
          sql: "INSERT INTO notes (tenant_id, id, version) VALUES (?1, NULL, 1)",
          params: [tenantId],
        };
        return [...(await view.project(run, tenantId)), ...(found.includes("violates") ? [broken] : [])];
      },
    }),
  );
  return { modules: [...modules, { ...notes, views }], poisonByText };
}
