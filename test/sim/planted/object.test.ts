import { sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import type { ObjectStorage } from "../../../durable-objects/storage/storage.ts";
import { ok } from "../../../src/kernel/values/result.ts";
import { defineCommand } from "../../../src/kernel/write/command.ts";
import { decideRelease, readReservations, readStocks } from "../../../src/modules/inventory/index.ts";
import { findWith } from "./support/find.ts";

/** Stores answers in a separate transaction, after the one they belong to. */
function rememberingLate(storage: ObjectStorage): ObjectStorage {
  const { database } = storage;
  return {
    ...storage,
    transaction(body) {
      let kept: unknown[][] = [];
      const value = storage.transaction(() => {
        const done = body();
        kept = database.values(sql`DELETE FROM idempotency RETURNING *`);
        return done;
      });
      for (const row of kept)
        database.run(
          sql`INSERT OR REPLACE INTO idempotency VALUES (${sql.join(
            row.map((cell) => sql`${cell}`),
            sql`, `,
          )})`,
        );
      return value;
    },
  };
}

/** Lets any owner release another owner's reservation. */
const releaseOfStranger = defineCommand({
  name: "holds.release",
  access: "inventory:update",
  input: z.object({ owner: z.string() }),
  output: z.unknown(),
  load(database) {
    const [stranger] = database.values<[string]>(sql`SELECT owner FROM reservations LIMIT 1`);
    const reserved = readReservations(database, stranger?.[0] ?? "");
    return {
      stranger: stranger?.[0] ?? "",
      reserved,
      stocks: readStocks(
        database,
        reserved.map(({ variantId }) => variantId),
      ),
    };
  },
  decide: ({ stranger, reserved, stocks }) =>
    ok({ events: decideRelease(stranger, reserved, stocks), answer: () => null }),
});

describe("the simulator finds", { timeout: 300_000 }, () => {
  it("skipped notifications and wake-ups", async () => {
    const { violation } = await findWith({
      coreDeps: (deps) => ({ ...deps, send: async () => undefined, wake: async () => undefined }),
    });
    expect(violation?.invariant).toBe("everything settles");
  });

  it("answers stored outside the transaction", async () => {
    const { violation } = await findWith({
      coreDeps: (deps) => ({ ...deps, storage: rememberingLate(deps.storage) }),
    });
    expect(violation?.invariant).toMatch(
      /^a (?:request has its effect once|repeated request gets the same answer)$/,
    );
  });

  it("an alarm that throws", async () => {
    const { violation } = await findWith({
      core: (core) => ({
        ...core,
        async alarm() {
          throw new Error("the alarm has a bug");
        },
      }),
    });
    expect(violation?.invariant).toBe("an alarm never throws");
  });

  it("a reservation released by another owner", async () => {
    const { violation } = await findWith({
      modules: (modules) =>
        modules.map((module) => ({
          ...module,
          operations: module.operations.map((operation) =>
            operation.name === releaseOfStranger.name ? releaseOfStranger : operation,
          ),
        })),
    });
    expect(violation?.invariant).toBe("a reservation is ended by its owner");
  });
});
