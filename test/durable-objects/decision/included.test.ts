import { describe, expect, it } from "vitest";
import { z } from "zod";
import { refusal } from "../../../src/kernel/api/problem.ts";
import { defineModule } from "../../../src/kernel/module.ts";
import { ok, refused } from "../../../src/kernel/values/result.ts";
import { type Command, defineCommand } from "../../../src/kernel/write/command.ts";
import { modules } from "../../../src/modules.ts";
import { openPlatform } from "../../support/node/platform.ts";
import { write } from "../../support/node/requests.ts";
import { notes, noteWritten } from "../../support/notes/index.ts";

const noted = (id: string) => noteWritten.of(id, { text: `note ${id}`, words: 2 });
const answer = () => null;

/** One step: writes a note, is refused, or breaks. */
const step = defineCommand({
  name: "choir.step",
  access: "notes:create",
  internal: true,
  input: z.object({ does: z.enum(["sing", "refuse", "break"]), id: z.string() }),
  output: z.null(),
  load: () => null,
  decide(_, { does, id }) {
    if (does === "break") throw new Error("a string broke");
    return does === "sing" ? ok({ events: [noted(id)], answer }) : refused(refusal("not-found", "no voice"));
  },
});

const stepsInput = z.object({ steps: z.array(step.input as z.ZodType<{ does: string; id: string }>) });

function chorus(name: string, otherwise?: Command<{ why: string }, null>) {
  return defineCommand({
    name,
    access: "notes:create",
    input: stepsInput,
    output: z.null(),
    load: () => null,
    decide: (_, { steps }) =>
      ok({
        events: [noted("chorus")],
        includes: {
          commands: steps.map((input) => ({ command: step, input })),
          refusal: (index, { detail }) => refusal("overloaded", `${index}: ${detail}`),
          ...(otherwise === undefined
            ? {}
            : { otherwise: ({ detail }) => ({ command: otherwise, input: { why: detail } }) }),
        },
        answer,
      }),
  });
}

const lament = defineCommand({
  name: "choir.lament",
  access: "notes:create",
  internal: true,
  input: z.object({ why: z.string() }),
  output: z.null(),
  load: () => null,
  decide: (_, { why }) => ok({ events: [noteWritten.of("lament", { text: why, words: 1 })], answer }),
});

const choir = defineModule({
  name: "choir",
  operations: [step, chorus("choir.sing"), chorus("choir.singOrLament", lament), lament],
});

function openChoir() {
  const tenant = openPlatform([...modules, notes, choir]).tenant();
  return {
    sing: (command: string, ...steps: readonly string[]) =>
      tenant.core.execute({
        ...write([]),
        command: `choir.${command}`,
        input: { steps: steps.map((does, index) => ({ does, id: `${does} ${index}` })) },
      }),
    notes: () =>
      tenant.core.eventsAfter(0, 100).events.map(({ aggregate, commitSeq }) => [aggregate.id, commitSeq]),
  };
}

describe("commands that a decision includes", () => {
  it("take effect in its transaction, and followers are told so", () => {
    const { sing, notes } = openChoir();
    expect(sing("sing", "sing", "sing")).toMatchObject({ ok: true, seq: 3 });
    expect(notes()).toEqual([
      ["chorus", 3],
      ["sing 0", 3],
      ["sing 1", 3],
    ]);
  });

  it("leave nothing behind if one is refused", () => {
    const { sing, notes } = openChoir();
    expect(sing("sing", "sing", "refuse")).toMatchObject({ ok: false, refusal: { detail: "1: no voice" } });
    expect(() => sing("sing", "sing", "break")).toThrow("a string broke");
    expect(notes()).toEqual([]);
  });

  it("have another command run instead if one breaks", () => {
    const { sing, notes } = openChoir();
    expect(sing("singOrLament", "sing", "break")).toMatchObject({ ok: true });
    expect(notes()).toEqual([["lament", undefined]]);
  });

  it("are tried again where the log takes nothing at present", () => {
    const { sing, notes } = openChoir();
    expect(sing("singOrLament", "refuse")).toMatchObject({ ok: false, refusal: { code: "overloaded" } });
    expect(notes()).toEqual([]);
  });
});
