import * as z from "zod";
import { refusal } from "../../../kernel/api/problem.ts";
import { nothing } from "../../../kernel/operation/operation.ts";
import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import { versionOf } from "../../../kernel/storage/version.ts";
import { canonicalId, opaqueId } from "../../../kernel/values/id.ts";
import { ok, refused } from "../../../kernel/values/result.ts";
import { type Decision, defineCommand } from "../../../kernel/write/command.ts";
import type { NewEvent } from "../../../kernel/write/event.ts";
import { releaseIds } from "../ids.ts";
import { resolveItems } from "../items/resolve.ts";
import { checkAllowed, checkItems } from "../items/rules.ts";
import { publishDue } from "../schedule/commands.ts";
import { releaseDeleted } from "./events.ts";
import { decideRelease, decideReleaseChange, noSuchRelease } from "./rules.ts";
import { type AdminRelease, adminRelease, releaseInput, releasePatch, undoInput } from "./schema.ts";
import { countOpen, readRelease, releaseAggregate } from "./store.ts";

const byId = z.object({ id: opaqueId });
const releaseIdOf = (id: string) => canonicalId(releaseIds.release, id);
export const guardsRelease = ({ id }: { readonly id: string }) => ({
  type: releaseAggregate.type,
  id: releaseIdOf(id),
});

export const createRelease = defineCommand({
  name: "releases.createRelease",
  access: "releases:create",
  input: releaseInput,
  output: adminRelease,
  load: (database, { items }, context) => ({
    items: resolveItems(database, items, context),
    open: countOpen(database),
  }),
  decide({ items, open }, { name, publishAt = null }, { newId, now }) {
    const checked = checkItems(items);
    if (!checked.ok) return checked;
    const id = newId(releaseIds.release);
    const content = { name, publishAt, items: [...checked.value], undoes: null };
    const events = decideRelease(id, content, { open, now });
    return events.ok ? ok(written(id, events.value, publishAt)) : events;
  },
});

export const updateRelease = defineCommand({
  name: "releases.updateRelease",
  access: "releases:update",
  input: byId.extend({ patch: releasePatch }),
  output: adminRelease,
  guards: guardsRelease,
  load(database, { id, patch }, context) {
    const release = readRelease(database, releaseIdOf(id));
    return { release, items: resolveItems(database, patch.items ?? release?.items ?? [], context) };
  },
  decide({ release, items }, { patch: { items: sent, ...patch } }, { now }) {
    if (release === undefined) return refused(noSuchRelease);
    const checked = sent === undefined ? ok(null) : checkItems(items);
    if (!checked.ok) return checked;
    // Whoever says when they take effect answers for all of them.
    const allowed = patch.publishAt == null ? ok(null) : checkAllowed(items);
    if (!allowed.ok) return allowed;
    const change = checked.value === null ? patch : { ...patch, items: [...checked.value] };
    const events = decideReleaseChange(release, change, now);
    if (!events.ok) return events;
    const { publishAt = release.publishAt } = patch;
    return ok(written(release.id, events.value, publishAt));
  },
});

/** Makes a release of the items that take a published one back. It is published like any other. */
export const undoRelease = defineCommand({
  name: "releases.undoRelease",
  access: "releases:create",
  input: byId.extend({ undo: undoInput }),
  output: adminRelease,
  guards: guardsRelease,
  load(database, { id }, context) {
    const release = readRelease(database, releaseIdOf(id));
    return {
      release,
      items: resolveItems(database, release?.undo ?? [], context),
      open: countOpen(database),
    };
  },
  decide({ release, items, open }, { undo: { name, publishAt = null } }, { newId, now }) {
    if (release === undefined) return refused(noSuchRelease);
    // What was deleted since has nothing to take back.
    const there = items.filter((one) => one.id !== undefined);
    if (there.length === 0) {
      const detail = `The release is ${release.status}: there is nothing to take back.`;
      return refused(refusal("invalid-transition", detail));
    }
    const checked = checkItems(there);
    if (!checked.ok) return checked;
    const id = newId(releaseIds.release);
    const content = {
      name: name ?? `Undo ${release.name}`.slice(0, 200),
      publishAt,
      items: [...checked.value],
      undoes: release.id,
    };
    const events = decideRelease(id, content, { open, now });
    return events.ok ? ok(written(id, events.value, publishAt)) : events;
  },
});

export const deleteRelease = defineCommand({
  name: "releases.deleteRelease",
  access: "releases:delete",
  input: byId,
  output: nothing,
  guards: guardsRelease,
  load: (database, { id }) => readRelease(database, releaseIdOf(id)),
  decide(release) {
    if (release === undefined) return refused(noSuchRelease);
    return ok({ events: [releaseDeleted.of(release.id, {})], answer: () => null });
  },
});

/** A release with its version, for staff. Undefined if there is none. */
export function findAdminRelease(database: TenantDatabase, id: string): AdminRelease | undefined {
  const release = readRelease(database, releaseIdOf(id));
  if (release === undefined) return undefined;
  return { ...release, version: versionOf(database, releaseAggregate.type, release.id) };
}

function written(id: string, events: readonly NewEvent[], publishAt: string | null): Decision<AdminRelease> {
  return {
    events,
    ...(publishAt === null ? {} : { schedule: { job: publishDue.name, at: Date.parse(publishAt) } }),
    answer(database) {
      const release = findAdminRelease(database, id);
      if (release === undefined) throw new Error(`${id} was just written but cannot be read`);
      return release;
    },
  };
}
