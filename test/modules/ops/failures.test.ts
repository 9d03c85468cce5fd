import { describe, expect, it } from "vitest";
import { platformToken } from "../../../src/kernel/access/actor.ts";
import { errorFor, failureCodeOf } from "../../../src/modules/ops/failures/rules.ts";
import { deadLettersOf, subscriptionsOf } from "../../support/node/ops.ts";
import { openPlatform } from "../../support/node/platform.ts";
import { write } from "../../support/node/requests.ts";
import { type Poison, poisonedModules } from "../../support/notes/poison.ts";

const staff = { kind: "apiKey", id: "key_1" } as const;

describe("a failure", () => {
  it.each([
    ["Error: D1_ERROR: UNIQUE constraint failed: products.id: SQLITE_CONSTRAINT", "read-model-rejected"],
    ["Error: NOT NULL constraint failed: notes.id", "read-model-rejected"],
    ["Error: no such column: secret", "read-model-rejected"],
    ["OutsideUnavailable: no answer within 10 s", "outside-unavailable"],
    ["Error: orders.confirmOrder was refused: not-found: There is no such order.", "command-refused"],
    ["TypeError: cannot read properties of undefined", "processing-failed"],
    ["", "processing-failed"],
  ])("with the text %j is %s", (text, code) => {
    expect(failureCodeOf(text)).toBe(code);
  });

  it("shows its text to platform staff, and a sentence to everybody else", () => {
    const text = "Error: no such column: secret";
    expect(errorFor(platformToken, text)).toBe(text);
    for (const actor of [staff, { kind: "system" }, { kind: "user", id: "platform-token" }] as const)
      expect(errorFor(actor, text)).toBe("The read model did not accept what the event changes.");
  });
});

describe.each<readonly [Poison, string, RegExp]>([
  ["violates", "read-model-rejected", /constraint failed/],
  ["throws", "processing-failed", /cannot read properties/],
])("an event whose projection %s", (poison, errorCode, text) => {
  it("shows platform staff why, in its subscription and as a dead letter", async () => {
    const { modules, poisonByText } = poisonedModules();
    const platform = openPlatform(modules);
    const tenant = platform.tenant();
    poisonByText.set("poison", poison);
    tenant.core.execute(write([["bad", "poison"]]));
    await platform.deliverAll();
    const shown = await subscriptionsOf(platform, tenant);
    expect(shown["read-model"]).toMatchObject({ errorCode, error: expect.stringMatching(text) });
    expect(shown.audit).toMatchObject({ errorCode: null, error: null });
    await platform.passTimeUntil(
      tenant,
      () => platform.readModel.rows("SELECT id FROM dead_letters").length === 1,
    );
    expect(await deadLettersOf(platform, tenant)).toMatchObject([
      { errorCode, error: expect.stringMatching(text) },
    ]);
  });
});
