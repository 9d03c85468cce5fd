import * as z from "zod";
import { opaqueId } from "../../../kernel/values/id.ts";
import { ok } from "../../../kernel/values/result.ts";
import { defineCommand } from "../../../kernel/write/command.ts";
import { decidePublication } from "../items/publication-rules.ts";
import { resolveItems } from "../items/resolve.ts";
import { releaseFailed, releasePublished } from "../release/events.ts";
import { firstScheduled, readRelease } from "../release/store.ts";

const failure = z.object({
  detail: z.string(),
  errors: z.array(z.object({ pointer: z.string(), code: z.string(), detail: z.string() })),
});

/** Says why a scheduled release did not take effect. It runs instead of `publishDue`, whose transaction was undone. */
export const failRelease = defineCommand({
  name: "releases.failRelease",
  access: "ops:manage",
  internal: true,
  input: failure.extend({ id: opaqueId }),
  output: z.number().nullable(),
  load: () => null,
  decide: (_, { id, ...failure }, { now }) =>
    ok({
      events: [releaseFailed.of(id, { at: new Date(now).toISOString(), ...failure })],
      answer: nextDue,
    }),
});

/** A scheduled job: publishes the release that is due first. Whoever has scheduled it may have left the shop. */
export const publishDue = defineCommand({
  name: "releases.publishDue",
  access: "ops:manage",
  internal: true,
  input: z.object({}),
  output: z.number().nullable(),
  load(database, _, context) {
    const first = firstScheduled(database);
    const isDue = first !== undefined && Date.parse(first.publishAt) <= context.now;
    const release = isDue ? readRelease(database, first.id) : undefined;
    return { release, items: resolveItems(database, release?.items ?? [], context) };
  },
  decide({ release, items }, _, { now }) {
    if (release === undefined) return ok({ events: [], answer: nextDue });
    const { id } = release;
    const at = new Date(now).toISOString();
    const decided = decidePublication(items);
    if (!decided.ok) {
      const { detail, errors = [] } = decided.refusal;
      return ok({ events: [releaseFailed.of(id, { at, detail, errors: [...errors] })], answer: nextDue });
    }
    const { undo, includes } = decided.value;
    return ok({
      events: [releasePublished.of(id, { publishedAt: at, undo })],
      includes: {
        ...includes,
        otherwise: ({ detail, errors = [] }) => ({ command: failRelease, input: { id, detail, errors } }),
      },
      answer: nextDue,
    });
  },
});

function nextDue(database: Parameters<typeof firstScheduled>[0]): number | null {
  const next = firstScheduled(database);
  return next === undefined ? null : Date.parse(next.publishAt);
}
