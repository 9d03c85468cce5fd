import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { defineModule } from "../../src/kernel/module.ts";
import { createRegistry } from "../../src/kernel/registry.ts";
import { defineEvent, upcastEnvelope } from "../../src/kernel/write/event.ts";
import { modules } from "../../src/modules.ts";
import {
  changeOf,
  complaintsOf,
  goldenFolders,
  publishedEvents,
  publishedStates,
  sampleFile,
} from "./published.ts";

const registry = createRegistry(modules);
const kept = {
  events: {
    folder: goldenFolders.events,
    published: publishedEvents(registry),
    chains: [...registry.eventByType.values()].map(({ type, schemas, steps }) => ({ type, schemas, steps })),
  },
  states: {
    folder: goldenFolders.states,
    published: publishedStates(registry),
    chains: [...registry.stateByType.values()].map(({ aggregate, schemas, steps }) => ({
      type: aggregate,
      schemas,
      steps,
    })),
  },
};
const readJson = (path: string): unknown => JSON.parse(readFileSync(path, "utf8"));

describe.each(["events", "states"] as const)("the published versions of %s", (kind) => {
  const { folder, published, chains } = kept[kind];

  it.each(published)("$type version $version is unchanged", ({ file, type, text }) => {
    const path = `${folder}/${file}`;
    expect(existsSync(path), `${path} is missing: run \`npm run events\` and commit it.`).toBe(true);
    expect(changeOf(type, text, readFileSync(path, "utf8"))).toBeNull();
  });

  it("stay declared", () => {
    const known = new Set(published.map(({ file }) => file));
    const orphans = readdirSync(folder).filter((file) => file.endsWith(".json") && !known.has(file));
    expect(orphans, "These were published, so they may be stored: declare them again.").toEqual([]);
  });

  it.each(published)("have a sample: $type version $version", (one) => {
    const path = `${folder}/${sampleFile(one)}`;
    expect(existsSync(path), `${path} is missing: run \`npm run events\` and commit it.`).toBe(true);
  });

  it.each(chains)("lead to the newest, step by step: $type", (chain) => {
    expect(complaintsOf(chain, (one) => readJson(`${folder}/${sampleFile(one)}`))).toEqual([]);
  });
});

describe("an event", () => {
  it("has a name of two or three words, and an aggregate whose state it changes", () => {
    expect(registry.eventByType.size).toBeGreaterThan(20);
    for (const { type, aggregate } of registry.eventByType.values()) {
      expect(type).toMatch(/^[a-z]+(?:\.[a-z_]+){1,2}$/);
      expect([...registry.stateByType.keys()], type).toContain(aggregate);
    }
  });

  it("has no field called `after`: in older envelopes that is the state", () => {
    for (const { type, text } of kept.events.published)
      expect(Object.keys(JSON.parse(text).properties), type).not.toContain("after");
  });
});

describe("an event of envelope 1", () => {
  // Later versions of events were never in this envelope.
  const samples = readdirSync("test/golden/envelope-1");
  const inEnvelope1 = kept.events.published.filter(({ type, version }) =>
    samples.includes(`${type}.v${version}.json`),
  );

  it("has a sample for every version of that time", () => {
    expect(inEnvelope1).toHaveLength(samples.length);
  });

  it.each(inEnvelope1)("$type version $version is read with its state beside its data", (one) => {
    const definition = registry.eventByType.get(one.type);
    const state = registry.stateByType.get(definition?.aggregate ?? "");
    if (definition === undefined || state === undefined) throw new Error(`nobody declares ${one.type}`);
    const stored = readJson(`test/golden/envelope-1/${one.type}.v${one.version}.json`);
    const event = upcastEnvelope({
      id: "01J00000000000000000000000",
      tenantId: "ten_01J00000000000000000000000",
      epoch: 1,
      seq: 1,
      type: one.type,
      version: one.version,
      aggregate: { type: definition.aggregate, id: "x", version: 1 },
      occurredAt: "2026-03-01T12:00:00.000Z",
      actor: { kind: "system" },
      correlationId: "01J00000000000000000000000",
      data: stored,
    });
    expect(stored).toHaveProperty("after");
    expect(event).toMatchObject({ envelope: 2, stateVersion: 1 });
    expect(event.data).not.toHaveProperty("after");
    expect(definition.schema.parse(definition.read(event))).toEqual(definition.read(event));
    expect(state.schema.parse(state.in(event))).toEqual(state.in(event));
  });
});

describe("the checks say what to do", () => {
  const first = z.object({ name: z.string() });
  const second = z.object({ title: z.string() });
  const renamed = defineEvent("shop.thing.renamed", "thing", first).next(second, ({ name }) => ({
    title: name,
  }));
  const sample = ({ version }: { readonly version: number }) =>
    version === 1 ? { name: "Lamp" } : { title: "Lamp" };

  it("where all is well, nothing", () => {
    expect(complaintsOf(renamed, sample)).toEqual([]);
  });

  it("where a step is missing", () => {
    expect(complaintsOf({ ...renamed, steps: [] }, sample)).toEqual([
      "shop.thing.renamed has no way from version 1 to 2: give `.next(schema, step)` a step.",
    ]);
  });

  it("where what a step makes does not fit the next version", () => {
    const broken = { ...renamed, steps: [() => ({ heading: "Lamp" })] };
    expect(complaintsOf(broken, sample)).toEqual([
      expect.stringMatching(
        /^shop\.thing\.renamed: the sample of version 1, carried over, is no version 2: mend/,
      ),
    ]);
  });

  it("where a sample is not of its own version", () => {
    expect(complaintsOf(renamed, () => ({ title: "Lamp" }))).toContainEqual(
      expect.stringMatching(/^shop\.thing\.renamed: the sample of version 1 does not fit its own schema/),
    );
  });

  it("where a published schema is another one now", () => {
    const [before] = publishedEvents(createRegistry([defineModule({ name: "shop", events: [renamed] })]));
    const edited = defineEvent("shop.thing.renamed", "thing", first.extend({ locale: z.string() }));
    const [after] = publishedEvents(createRegistry([defineModule({ name: "shop", events: [edited] })]));
    expect(changeOf(after?.type ?? "", after?.text ?? "", before?.text ?? "")).toBe(
      "The schema of shop.thing.renamed has changed, but what has this version is stored for good: leave it as it was, and add a version with `.next(schema, step)`.",
    );
    expect(changeOf("shop.thing.renamed", before?.text ?? "", before?.text ?? "")).toBeNull();
  });
});
