import { snapshotType } from "../../../../src/kernel/delivery/rebuild.ts";
import { defineModule, type Module } from "../../../../src/kernel/module.ts";
import type { Envelope } from "../../../../src/kernel/write/event.ts";

/** A table that rejects every write. */
export const poisonTable = "CREATE TABLE sim_poison (cell TEXT NOT NULL) STRICT;";

/** Whether a batch failed because of a poisoned event. */
export function wasPoisoned(error: unknown): boolean {
  return error instanceof Error && error.message.includes("NOT NULL constraint failed: sim_poison");
}

/** A view that fails for about one event in a hundred: its code throws, or the database rejects its statement. */
export function poisonOf(modules: readonly Module[]): Module {
  const consumes = modules.flatMap(({ events }) => events.map(({ type }) => type));
  return defineModule({
    name: "poison",
    views: [
      {
        name: "poison",
        consumes,
        tables: [],
        project(run) {
          if (run.some((event) => endsWith(event, /[0-4]Z$/))) throw new TypeError("cannot read an event");
          const refused = { sql: "INSERT INTO sim_poison (cell) VALUES (?1)", params: [null] };
          return run.some((event) => endsWith(event, /[5-9]Z$/)) ? [refused] : [];
        },
      },
    ],
  });
}

/** An event's id ends in random characters. A snapshot never matches, so it is never poisoned. */
function endsWith({ id, type }: Envelope, ending: RegExp): boolean {
  return type !== snapshotType && ending.test(id);
}
