import { describe, expect, it } from "vitest";
import { platformToken } from "../../../src/kernel/access/actor.ts";
import { isUsual } from "../../../src/kernel/operation/budget.ts";
import { tenantClient } from "../../../src/platform/tenant-client.ts";
import { registry } from "../../../src/registry.ts";
import { createMeter, meterWithin } from "../../../src/telemetry/meter.ts";
import { checkBudget } from "../../support/budgets/round-trips.ts";
import { routes } from "../../support/http/sender.ts";

const operations = [...registry.operationByName.values()];

describe("the budget of an operation", () => {
  it("of more than two queries of D1 and one call of an object has a reason", () => {
    const unexplained = operations.filter(
      ({ budget }) => !isUsual(budget) && (budget.reason ?? "").length < 20,
    );
    expect(unexplained.map(({ name }) => name)).toEqual([]);
  });

  it("is at most two queries of D1, or one call of an object, for everything a shopper does", () => {
    const ofShoppers = routes.filter(({ path }) => path.startsWith("/v1/store/"));
    expect(ofShoppers.length).toBeGreaterThan(10);
    const large = ofShoppers.filter(
      ({ operation: { budget } }) => !isUsual(budget) || (budget.d1 > 0 && budget.objects > 0),
    );
    expect(large.map(({ operation }) => operation.name)).toEqual([]);
  });

  it("is one call of an object for every write of staff's catalogue, stock and orders, except for files and what D1 lists", () => {
    const writes = routes.filter(({ method, path }) => method !== "get" && path.startsWith("/v1/admin/"));
    const large = writes.filter(({ operation: { budget } }) => budget.d1 > 0 || budget.objects > 1);
    expect(large.map(({ operation }) => operation.name)).toEqual([
      "catalogue.importProducts",
      "catalogue.importInventory",
      "media.uploadMedia",
      "media.beginMediaUpload",
      "media.putPart",
      "media.completeMediaUpload",
      "wordpress.import",
      "seo.importRedirects",
      "webhooks.redeliver",
    ]);
  });
});

describe("an answer", () => {
  const route = routes.find(({ operation: { kind } }) => kind === "query");
  const answered = (timing: string, sent = {}) =>
    checkBudget(route, { status: 200, headers: new Headers({ "Server-Timing": timing }), sent });
  const withinTotal = 'total;dur=3, d1;desc="9", objects;desc="7"';

  it("fails a test if its operation takes more round trips than its budget", () => {
    expect(() =>
      answered('total;dur=3, d1;desc="0", objects;desc="3", operation-objects;desc="1"'),
    ).not.toThrow();
    expect(() => answered('total;dur=3, d1;desc="0", objects;desc="3", operation-objects;desc="2"')).toThrow(
      /took 0 of D1 and 2 of objects. Its budget is 0 of D1 and 1 of objects/,
    );
    expect(() => answered('total;dur=3, d1;desc="1", operation-d1;desc="1"')).toThrow(/took 1 of D1/);
  });

  it("fails a test if the edge takes more, unless it has to follow the log for a Consistency-Token", () => {
    expect(() => answered(withinTotal)).toThrow(/took 9 of D1 and 7 of objects at the edge/);
    expect(() => answered(withinTotal, { "Consistency-Token": "token" })).not.toThrow();
  });
});

describe("round trips of an operation", () => {
  it("are counted as the request's, and apart from those of the edge", () => {
    const request = createMeter();
    const operation = meterWithin(request);
    request.objects += 2;
    operation.objects += 1;
    operation.d1 += 1;
    expect(request).toMatchObject({ d1: 1, objects: 3 });
    expect([operation.d1, operation.objects]).toEqual([1, 1]);
  });
});

describe("a call of an object that was restarted", () => {
  it("is repeated, and counts once", async () => {
    const answers = [
      Promise.reject(new Error("Network connection lost.")),
      Promise.resolve({ ok: true, value: 7 }),
    ];
    const stub = { ask: () => answers.shift() };
    // The client calls nothing else.
    const namespace = { idFromName: (name: string) => name, get: () => stub } as unknown as Env["TENANTS"];
    const meter = createMeter();
    const asked = { query: "notes.read", input: {}, actor: platformToken };
    expect(await tenantClient(namespace, "ten_1", meter).ask(asked)).toEqual({ ok: true, value: 7 });
    expect(answers).toEqual([]);
    expect(meter).toMatchObject({ d1: 0, objects: 1 });
  });
});
