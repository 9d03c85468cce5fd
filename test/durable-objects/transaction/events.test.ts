import { describe, expect, it } from "vitest";
import { z } from "zod";
import { defineModule } from "../../../src/kernel/module.ts";
import { ok } from "../../../src/kernel/values/result.ts";
import { defineCommand } from "../../../src/kernel/write/command.ts";
import { modules } from "../../../src/modules.ts";
import { openPlatform } from "../../support/node/platform.ts";
import { erase, write } from "../../support/node/requests.ts";
import { notes, noteWritten } from "../../support/notes/index.ts";

describe("the events of a command", () => {
  it("numbers events without gaps, from 1, across commands and refusals", () => {
    const tenant = openPlatform().tenant();
    tenant.core.execute(
      write([
        ["a", "one"],
        ["b", "two"],
      ]),
    );
    tenant.core.execute(write([["c", "one"]]));
    tenant.core.execute(write([["c", "three"]]));
    expect(tenant.core.eventsAfter(0, 100)).toMatchObject({ epoch: 1, oldest: 1, head: 3 });
    expect(tenant.core.eventsAfter(0, 100).events.map(({ seq }) => seq)).toEqual([1, 2, 3]);
  });

  it("adds one to an aggregate's version per command, however many events the command has", () => {
    const tenant = openPlatform().tenant();
    tenant.core.execute(
      write([
        ["a", "one"],
        ["a", "two"],
        ["b", "three"],
      ]),
    );
    tenant.core.execute(write([["a", "four"]]));
    const versions = tenant.core
      .eventsAfter(0, 100)
      .events.map(({ aggregate }) => [aggregate.id, aggregate.version]);
    expect(versions).toEqual([
      ["a", 1],
      ["a", 1],
      ["b", 1],
      ["a", 2],
    ]);
  });

  it("puts the full state on the last event of each aggregate, and on no other", () => {
    const tenant = openPlatform().tenant();
    tenant.core.execute(
      write([
        ["a", "one"],
        ["b", "two"],
        ["a", "three and four"],
      ]),
    );
    const { events } = tenant.core.eventsAfter(0, 100);
    expect(events.map(({ data, state, stateVersion }) => ({ data, state, stateVersion }))).toEqual([
      { data: { text: "one", words: 1 } },
      { data: { text: "two", words: 1 }, state: { id: "b", text: "two", words: 1 }, stateVersion: 1 },
      {
        data: { text: "three and four", words: 3 },
        state: { id: "a", text: "three and four", words: 3 },
        stateVersion: 1,
      },
    ]);
  });

  it("carry a null state for a deleted aggregate, and its version continues if it is created again", () => {
    const tenant = openPlatform().tenant();
    tenant.core.execute(write([["a", "one"]]));
    tenant.core.execute(erase("a"));
    tenant.core.execute(write([["a", "again"]]));
    const events = tenant.core.eventsAfter(1, 100).events;
    expect(events[0]).toMatchObject({
      type: "notes.note.erased",
      data: {},
      state: null,
      stateVersion: 1,
      aggregate: { version: 2 },
    });
    expect(events[1]).toMatchObject({ type: "notes.note.written", aggregate: { version: 3 } });
  });

  it("gives every event who did it, when, in which request and trace, and the newest version of its type", () => {
    const platform = openPlatform();
    const tenant = platform.tenant();
    const traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    tenant.core.execute(write([["a", "one"]], { traceparent, correlationId: "01J0000000000000000000TEST" }));
    expect(tenant.core.eventsAfter(0, 1).events[0]).toMatchObject({
      id: expect.stringMatching(/^[0-9A-HJKMNP-TV-Z]{26}$/),
      tenantId: tenant.id,
      type: "notes.note.written",
      version: 2,
      occurredAt: new Date(platform.clock.now()).toISOString(),
      actor: { kind: "system", id: "platform-token" },
      correlationId: "01J0000000000000000000TEST",
      traceparent,
    });
  });

  it("answers the epoch and the last seq, and null as seq where nothing happened", () => {
    const tenant = openPlatform().tenant();
    expect(
      tenant.core.execute(
        write([
          ["a", "one"],
          ["b", "two"],
        ]),
      ),
    ).toMatchObject({ ok: true, epoch: 1, seq: 2, replayed: false });
    expect(tenant.core.execute(write([]))).toMatchObject({ ok: true, seq: null, answer: [] });
    expect(tenant.core.eventsAfter(0, 100).head).toBe(2);
  });

  it("reads a stretch of the log, at most 1 MiB at once, but always at least one event", () => {
    const tenant = openPlatform().tenant();
    for (const id of ["a", "b", "c"]) tenant.core.execute(write([[id, id.repeat(200_000)]]));
    const slice = tenant.core.eventsAfter(0, 100);
    expect(slice).toMatchObject({ oldest: 1, head: 3 });
    expect(slice.events.map(({ seq }) => seq)).toEqual([1, 2]);
    expect(tenant.core.eventsAfter(2, 100).events.map(({ seq }) => seq)).toEqual([3]);
  });

  it("is cut at the number of events asked for, and at 1,000 whatever is asked", () => {
    const tenant = openPlatform().tenant();
    tenant.core.execute(
      write(Array.from({ length: 1_200 }, (_, index) => [`n${index}`, `t${index}`] as const)),
    );
    expect(tenant.core.eventsAfter(0, 3).events).toHaveLength(3);
    expect(tenant.core.eventsAfter(0, 100_000).events).toHaveLength(1_000);
  });

  it("stops a command whose event does not fit its own schema: a defect, and nothing half-true is stored", () => {
    const lie = defineCommand({
      name: "lies.tell",
      access: "notes:create",
      input: z.object({ notes: z.array(z.unknown()) }),
      output: z.unknown(),
      load: () => null,
      decide: () =>
        ok({
          events: [
            noteWritten.of("a", { text: "x", words: 1 }),
            noteWritten.of("b", { text: "x", words: -1 }),
          ],
          answer: () => null,
        }),
    });
    const tenant = openPlatform([
      ...modules,
      notes,
      defineModule({ name: "lies", operations: [lie] }),
    ]).tenant();
    expect(() => tenant.core.execute(write([], { command: "lies.tell" }))).toThrow();
    expect(tenant.core.eventsAfter(0, 100).head).toBe(0);
    expect(tenant.storage.rows("SELECT * FROM notes")).toEqual([]);
  });
});
