import { describe, expect, it } from "vitest";
import { z } from "zod";
import { platformToken } from "../../../src/kernel/access/actor.ts";
import { eventShape } from "../../../src/modules/ops/schema.ts";
import { type LocalTenant, openPlatform } from "../../support/node/platform.ts";
import { write, writeMany } from "../../support/node/requests.ts";

const page = z.object({ items: z.array(eventShape), next: z.tuple([z.int()]).nullable() });

function ask(tenant: LocalTenant, filter: Readonly<Record<string, unknown>> = {}) {
  const everything = { after: 0, limit: 100, type: null, aggregate: null, correlation: null };
  const result = tenant.core.ask({
    query: "ops.events",
    input: { ...everything, ...filter },
    actor: platformToken,
  });
  if (!result.ok) throw new Error(result.refusal.detail);
  return page.parse(result.value);
}

describe("the log, for an operator", () => {
  it("is read by seq, page by page", () => {
    const tenant = openPlatform().tenant();
    writeMany(tenant, 5);
    const first = ask(tenant, { limit: 2 });
    expect(first).toMatchObject({ items: [{ seq: 1 }, { seq: 2 }], next: [2] });
    expect(ask(tenant, { limit: 2, after: 4 })).toMatchObject({ items: [{ seq: 5 }], next: null });
    expect(ask(tenant, { after: 5 })).toEqual({ items: [], next: null });
  });

  it.each([
    ["a type", { type: "notes.note.written" }, [1, 2, 3]],
    ["another type", { type: "notes.note.erased" }, []],
    ["a thing", { aggregate: "b" }, [2]],
    ["a thing and its kind", { aggregate: "note/a" }, [1, 3]],
    ["a kind that it is not", { aggregate: "product/a" }, []],
    ["a request", { request: "01J00000000000000000000TWO" }, [3]],
    ["a trace", { trace: "0af7651916cd43dd8448eb211c80319c" }, [3]],
    ["another trace", { trace: "1af7651916cd43dd8448eb211c80319c" }, []],
    ["a request and what followed from it", { correlation: "01J00000000000000000000TWO" }, [3]],
  ])("is searched by %s", (_, filter, seqs) => {
    const tenant = openPlatform().tenant();
    tenant.core.execute(
      write([
        ["a", "one"],
        ["b", "two"],
      ]),
    );
    tenant.core.execute(
      write([["a", "three"]], {
        correlationId: "01J00000000000000000000TWO",
        traceparent: "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
      }),
    );
    expect(ask(tenant, filter).items.map(({ seq }) => seq)).toEqual(seqs);
  });

  it("is looked through a stretch at a time: a search that finds nothing yet says where to go on", () => {
    const tenant = openPlatform().tenant();
    tenant.core.execute(
      write(Array.from({ length: 2_500 }, (_, index) => [`n${index}`, `t${index}`] as const)),
    );
    expect(ask(tenant, { aggregate: "n2400" })).toEqual({ items: [], next: [2_000] });
    expect(ask(tenant, { aggregate: "n2400", after: 2_000 })).toMatchObject({
      items: [{ seq: 2_401 }],
      next: null,
    });
  });

  it("shows an event as it was written, whatever its version", () => {
    const tenant = openPlatform().tenant();
    writeMany(tenant, 1);
    tenant.storage.run('UPDATE events SET version = 1, data = \'{"text":"x"}\'');
    expect(ask(tenant).items[0]).toMatchObject({ version: 1, data: { text: "x" } });
  });
});
