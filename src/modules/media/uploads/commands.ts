import * as z from "zod";
import { refusal } from "../../../kernel/api/problem.ts";
import { nothing } from "../../../kernel/operation/operation.ts";
import { defineObjectQuery } from "../../../kernel/read/query.ts";
import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import { canonicalId, opaqueId } from "../../../kernel/values/id.ts";
import { ok, refused } from "../../../kernel/values/result.ts";
import { defineCommand } from "../../../kernel/write/command.ts";
import { shownMedia, written } from "../commands.ts";
import { mediaUploaded, uploadDiscarded } from "../events.ts";
import { mediaIds } from "../ids.ts";
import { mediaLimits } from "../limits.ts";
import { tidyUploadsName } from "../removal/names.ts";
import { checkRoom } from "../rules.ts";
import { mediaResponse } from "../schema.ts";
import { readMedia, readStored } from "../store.ts";
import { openUpload, uploadResponse } from "./schema.ts";
import {
  openUploadOf,
  readUpload,
  removeParts,
  removeUpload,
  toUploadResponse,
  writeBegun,
  writePart,
  writeUpload,
} from "./store.ts";

const byId = z.object({ id: opaqueId });
const idOf = ({ id }: { readonly id: string }) => canonicalId(mediaIds.media, id);

export const noSuchUpload = refusal(
  "not-found",
  "There is no such upload. It may be complete, or have expired.",
);

/** Far longer than a request takes. */
const oneRequestMs = 60 * 60 * 1000;

/** Reserves a file's id and its room before a byte is stored, so that a crash leaves nothing that nobody knows of. */
export const beginUpload = defineCommand({
  name: "media.beginUpload",
  access: "media:create",
  internal: true,
  input: z.object({
    name: z.string().max(1_024),
    declared: z.string().max(255).nullable(),
    size: z.int().min(0).max(mediaLimits.fileInParts.value),
    inParts: z.boolean(),
  }),
  output: uploadResponse,
  load: (database) => readStored(database),
  decide(stored, input, { newId, now }) {
    const roomy = checkRoom(stored, input.size);
    if (!roomy.ok) return roomy;
    const id = newId(mediaIds.media);
    const expiresAt = now + (input.inParts ? mediaLimits.uploadTime.value : oneRequestMs);
    const upload = { ...input, id, begun: null, createdAt: now, expiresAt };
    return ok({
      events: [],
      writeState: (database: TenantDatabase) => writeUpload(database, upload),
      schedule: { job: tidyUploadsName, at: expiresAt },
      answer: (database: TenantDatabase) => toUploadResponse(database, upload),
    });
  },
});

/** Remembers what the storage calls the parts of an upload. */
export const openParts = defineCommand({
  name: "media.openParts",
  access: "media:create",
  internal: true,
  input: byId.extend({ begun: z.string().max(2_048) }),
  output: uploadResponse,
  load: (database, input) => readUpload(database, idOf(input)),
  decide(upload, { begun }) {
    if (upload === undefined) return refused(noSuchUpload);
    return ok({
      events: [],
      writeState: (database: TenantDatabase) => writeBegun(database, upload.id, begun),
      answer: (database: TenantDatabase) => toUploadResponse(database, upload),
    });
  },
});

/** Remembers that a part has arrived. */
export const recordPart = defineCommand({
  name: "media.recordPart",
  access: "media:create",
  internal: true,
  input: byId.extend({ number: z.int().min(1), tag: z.string().max(2_048) }),
  output: uploadResponse,
  load: (database, input) => readUpload(database, idOf(input)),
  decide(upload, { number, tag }) {
    if (upload === undefined) return refused(noSuchUpload);
    return ok({
      events: [],
      writeState: (database: TenantDatabase) => writePart(database, upload.id, number, tag),
      answer: (database: TenantDatabase) => toUploadResponse(database, upload),
    });
  },
});

/** Forgets which parts have arrived, so that they are sent again. */
export const forgetParts = defineCommand({
  name: "media.forgetParts",
  access: "media:create",
  internal: true,
  input: byId,
  output: uploadResponse,
  load: (database, input) => readUpload(database, idOf(input)),
  decide(upload) {
    if (upload === undefined) return refused(noSuchUpload);
    return ok({
      events: [],
      writeState: (database: TenantDatabase) => removeParts(database, upload.id),
      answer: (database: TenantDatabase) => toUploadResponse(database, upload),
    });
  },
});

/** Makes an upload a file, once all its bytes are stored. */
export const recordFile = defineCommand({
  name: "media.recordFile",
  access: "media:create",
  internal: true,
  input: byId.extend({
    name: z.string().max(255),
    mediaType: z.string().max(255),
    size: z.int().min(0),
    width: z.int().min(1).nullable(),
    height: z.int().min(1).nullable(),
  }),
  output: mediaResponse,
  load: (database, { id }) => ({ upload: readUpload(database, id), media: readMedia(database, id) }),
  decide({ upload, media: known }, { id, ...file }, { tenantId }) {
    const answer = (database: TenantDatabase) => written(shownMedia(database, tenantId, id, []));
    // Another request has completed it.
    if (known !== undefined) return ok({ events: [], answer });
    if (upload === undefined) return refused(noSuchUpload);
    return ok({
      events: [mediaUploaded.of(id, file)],
      writeState: (database: TenantDatabase) => removeUpload(database, id),
      answer,
    });
  },
});

/** Ends an upload. What is stored of it is removed because of the event. */
export const discardUpload = defineCommand({
  name: "media.discardUpload",
  access: "media:create",
  input: byId,
  output: nothing,
  load: (database, input) => readUpload(database, idOf(input)),
  decide(upload) {
    if (upload === undefined) return refused(noSuchUpload);
    return ok({
      events: [uploadDiscarded.of(upload.id, { begun: upload.begun })],
      writeState: (database: TenantDatabase) => removeUpload(database, upload.id),
      answer: () => null,
    });
  },
});

export const readUploadState = defineObjectQuery({
  name: "media.readUpload",
  access: "media:create",
  input: byId,
  output: uploadResponse,
  run(database, input) {
    const upload = readUpload(database, idOf(input));
    return upload?.inParts === true ? ok(toUploadResponse(database, upload)) : refused(noSuchUpload);
  },
});

/** An upload with what the storage needs to know. Null if it has become a file already. */
export const findOpenUpload = defineObjectQuery({
  name: "media.findOpenUpload",
  access: "media:create",
  internal: true,
  input: byId,
  output: z.object({ upload: openUpload.nullable(), media: mediaResponse.nullable() }),
  run(database, input, { tenantId }) {
    const upload = readUpload(database, idOf(input));
    if (upload?.inParts === true) return ok({ upload: openUploadOf(database, upload), media: null });
    const complete = shownMedia(database, tenantId, idOf(input), []);
    return complete === undefined ? refused(noSuchUpload) : ok({ upload: null, media: complete });
  },
});
