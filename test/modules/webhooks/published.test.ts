import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { createRegistry } from "../../../src/kernel/registry.ts";
import type { Envelope } from "../../../src/kernel/write/event.ts";
import { isPublished, publishedData } from "../../../src/kernel/write/published.ts";
import { messageOf } from "../../../src/modules/webhooks/sending/message.ts";
import { modules } from "../../../src/modules.ts";

const definitions = [...createRegistry(modules).eventByType.values()];

/** Fields that have no place outside, whatever they are called in. */
const secretField =
  /hash|secret|token|password|email(?!VerifiedAt)|person|address(?!es)|phone|note$|replyTo|cartId|owner/i;

function sampleOf(type: string, version: number): unknown {
  return JSON.parse(readFileSync(`test/golden/events/samples/${type}.v${version}.json`, "utf8"));
}

function eventOf(type: string, data: unknown): Envelope {
  return {
    envelope: 2,
    id: "01J00000000000000000000000",
    tenantId: "ten_01J00000000000000000000000",
    epoch: 1,
    seq: 1,
    type,
    version: 1,
    aggregate: { type: "order", id: "ord_01J00000000000000000000000", version: 1 },
    occurredAt: "2026-01-01T00:00:00.000Z",
    actor: { kind: "user", id: "usr_secret" },
    correlationId: "01J00000000000000000000001",
    data,
  };
}

/** The data with a mark in every place that is declared as personal. */
function marked(value: unknown, [step, ...rest]: readonly string[]): unknown {
  if (step === undefined) return "ada@example.com, 12 Dorset Street";
  if (step === "*") return Array.isArray(value) ? value.map((one) => marked(one, rest)) : value;
  if (typeof value !== "object" || value === null) return value;
  return { ...value, [step]: marked(Reflect.get(value, step), rest) };
}

function fieldsIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(fieldsIn);
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => [name, ...fieldsIn(inner)]);
}

describe("every type of event", () => {
  it.each(definitions.map((definition) => ({ type: definition.type, definition })))(
    "says what of it leaves the platform: $type",
    ({ definition }) => {
      expect(definition.publishedFields, "published(…) or unpublished()").toBeDefined();
    },
  );

  it.each(definitions.filter(isPublished).map((definition) => ({ type: definition.type, definition })))(
    "sends nothing personal and nothing secret: $type",
    ({ type, definition }) => {
      const personal = Object.keys(definition.personalFields);
      const sample = personal.reduce<unknown>(
        (data, path) => marked(data, path.split(".")),
        sampleOf(type, definition.version),
      );
      const event = eventOf(type, sample);
      const { body } = messageOf(event, publishedData(definition, event));
      expect(body).not.toContain("ada@example.com");
      expect(body).not.toContain("usr_secret");
      expect(fieldsIn(JSON.parse(body).data).filter((name) => secretField.test(name))).toEqual([]);
    },
  );

  it("about accounts, keys and sessions stays inside, and so do carts, whose ids open them", () => {
    const outside = definitions.filter(isPublished).map(({ type }) => type);
    expect(
      outside.filter((type) => /^identity\.(?!.*imported)|^cart\.|^index\.|^webhooks\./.test(type)),
    ).toEqual([]);
    expect(outside).toEqual(expect.arrayContaining(["order.placed", "catalog.product.updated"]));
  });
});

describe("what leaves the platform of an event's data", () => {
  it("is what its definition allows, and without a definition nothing", () => {
    const data = {
      number: 1_001,
      person: { email: "ada@example.com" },
      fresh: "a field that nobody has decided about",
    };
    const definition = { publishedFields: ["number"], personalFields: { person: null } } as const;
    expect(publishedData(definition, { data })).toEqual({ number: 1_001 });
    expect(publishedData({ ...definition, publishedFields: null }, { data })).toEqual({});
    expect(publishedData({ ...definition, publishedFields: undefined }, { data })).toEqual({});
    expect(publishedData(undefined, { data })).toEqual({});
  });
});
