import * as z from "zod";
import { refusal } from "../../kernel/api/problem.ts";
import { nothing } from "../../kernel/operation/operation.ts";
import { defineObjectQuery } from "../../kernel/read/query.ts";
import type { TenantDatabase } from "../../kernel/storage/storage.ts";
import { versionOf } from "../../kernel/storage/version.ts";
import { canonicalId, opaqueId } from "../../kernel/values/id.ts";
import { ok, refused } from "../../kernel/values/result.ts";
import { defineCommand } from "../../kernel/write/command.ts";
import { loadSettings } from "../tenants/index.ts";
import { mediaIds } from "./ids.ts";
import { mediaLimits } from "./limits.ts";
import { toListedMedia } from "./presentation.ts";
import { decideChange, decideDeletion } from "./rules.ts";
import { type MediaResponse, mediaPatch, mediaResponse } from "./schema.ts";
import { type MediaUser, usesOf } from "./showing/uses.ts";
import { mediaAggregate, readMedia } from "./store.ts";

export const noSuchMedia = refusal("not-found", "There is no such file.");

const byId = z.object({ id: opaqueId });
const mediaIdOf = ({ id }: { readonly id: string }) => canonicalId(mediaIds.media, id);
const guards = (input: { readonly id: string }) => ({ type: mediaAggregate.type, id: mediaIdOf(input) });

/** Reading, changing and deleting a file, among things that may show it. */
export function mediaOperations(users: readonly MediaUser[]) {
  const shown = (database: TenantDatabase, tenantId: string, id: string) =>
    shownMedia(database, tenantId, id, users);

  const readOne = defineObjectQuery({
    name: "media.readMedia",
    access: "media:read",
    input: byId,
    output: mediaResponse,
    run(database, input, { tenantId }) {
      const media = shown(database, tenantId, mediaIdOf(input));
      return media === undefined ? refused(noSuchMedia) : ok(media);
    },
  });

  const update = defineCommand({
    name: "media.updateMedia",
    access: "media:update",
    input: byId.extend({ patch: mediaPatch }),
    output: mediaResponse,
    guards,
    load: (database, input, context) => ({
      media: readMedia(database, mediaIdOf(input)),
      locales: loadSettings(database, context).locales,
    }),
    decide({ media, locales }, { patch }, { tenantId }) {
      if (media === undefined) return refused(noSuchMedia);
      const events = decideChange(media, patch, locales);
      if (!events.ok) return events;
      return ok({
        events: events.value,
        answer: (database) => written(shown(database, tenantId, media.id)),
      });
    },
  });

  const remove = defineCommand({
    name: "media.deleteMedia",
    access: "media:delete",
    input: byId.extend({ force: z.boolean() }),
    output: nothing,
    guards,
    load: (database, input) => ({
      media: readMedia(database, mediaIdOf(input)),
      uses: usesOf(users, database, mediaIdOf(input), 2),
    }),
    decide({ media, uses }, { force }) {
      if (media === undefined) return refused(noSuchMedia);
      const events = decideDeletion(media, uses, force);
      return events.ok ? ok({ events: events.value, answer: () => null }) : events;
    },
  });

  return { readOne, update, remove };
}

/** A file with what shows it. */
export function shownMedia(
  database: TenantDatabase,
  tenantId: string,
  id: string,
  users: readonly MediaUser[],
): MediaResponse | undefined {
  const media = readMedia(database, id);
  if (media === undefined) return undefined;
  const most = mediaLimits.usesListed.value;
  const uses = usesOf(users, database, id, most + 1);
  const listed = toListedMedia(tenantId, media, versionOf(database, mediaAggregate.type, id));
  return { ...listed, usedBy: uses.slice(0, most), usedByMore: uses.length > most };
}

/** What a command has just written. */
export function written(media: MediaResponse | undefined): MediaResponse {
  if (media === undefined) throw new Error("a file was just written but cannot be read");
  return media;
}
