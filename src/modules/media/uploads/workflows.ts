import * as z from "zod";
import { refusal } from "../../../kernel/api/problem.ts";
import { type Files, WrongPartSize } from "../../../kernel/operation/files.ts";
import { defineWorkflow, type WorkflowContext } from "../../../kernel/operation/workflow.ts";
import { opaqueId } from "../../../kernel/values/id.ts";
import { ok, type Result, refused } from "../../../kernel/values/result.ts";
import { type SentFile, sentFileOf, streamOf, tooLarge } from "../bytes/sent-file.ts";
import { Unreadable } from "../bytes/source.ts";
import { type TakenFile, takeIn } from "../bytes/take-in.ts";
import { mediaLimits } from "../limits.ts";
import { type MediaResponse, mediaResponse } from "../schema.ts";
import { originalOf, partsOf } from "../stored/keys.ts";
import {
  beginUpload,
  discardUpload,
  findOpenUpload,
  forgetParts,
  noSuchUpload,
  openParts,
  recordFile,
  recordPart,
} from "./commands.ts";
import { missingParts, sizeOfPart } from "./parts.ts";
import { type OpenUpload, uploadInput, uploadResponse } from "./schema.ts";

const bytes = z.custom<ReadableStream<Uint8Array>>((body) => body instanceof ReadableStream);

/** Stores a file while it arrives. */
export const uploadMedia = defineWorkflow({
  name: "media.uploadMedia",
  access: beginUpload.access,
  input: z.object({ body: bytes, contentType: z.string(), name: z.string().nullable() }),
  output: mediaResponse,
  ports: ["files", "projections"],
  once: true,
  budget: {
    d1: 0,
    objects: 2,
    reason: "The upload is recorded before its bytes are stored, and as a file once they are.",
  },
  async run(sent, context, { files, projections }) {
    const file = await sentFileOf(sent);
    if (!file.ok) return file;
    const taken = await takeIn(file.value);
    if (!taken.ok) return taken;
    const { name } = taken.value;
    const size = mediaLimits.file.value;
    const begun = await context.invoke(
      beginUpload,
      { name, declared: file.value.declared, size, inParts: false },
      { step: "begin", unguarded: true },
    );
    if (!begun.ok) return begun;
    const upload = { id: begun.value.id, most: size, inParts: false };
    const stored = await store(upload, taken.value, context, files);
    if (stored.ok) await showSoon(context, projections);
    return stored;
  },
});

/** The file is delivered from the read model: whoever is answered may ask for it at once. */
async function showSoon(
  { tenantId }: WorkflowContext,
  projections: { project(tenantId: string): Promise<void> },
): Promise<void> {
  // If it fails, the queue's consumer does it.
  await projections.project(tenantId).catch(() => undefined);
}

async function store(
  { id, most, inParts }: { readonly id: string; readonly most: number; readonly inParts: boolean },
  taken: TakenFile,
  { invoke, tenantId }: Pick<WorkflowContext, "invoke" | "tenantId">,
  files: Files,
): Promise<Result<MediaResponse>> {
  const { name, mediaType } = taken;
  const discard = () => invoke(discardUpload, { id }, { step: "discard", unguarded: true });
  const stored = await writeCleaned(originalOf(tenantId, id), taken, most, files).catch(
    async (error: unknown) => {
      // Parts that have arrived stay: the next attempt to complete them may succeed.
      if (!inParts) await discard();
      throw error;
    },
  );
  if (!stored.ok) {
    await discard();
    return stored;
  }
  const file = { id, name, mediaType, size: stored.value, ...taken.size() };
  const recorded = await invoke(recordFile, file, { step: "record", unguarded: true });
  // Somebody has ended the upload, and what there was is removed already.
  if (!recorded.ok && recorded.refusal.code === "not-found") await files.remove(originalOf(tenantId, id));
  return recorded;
}

class TooMany extends Error {}

/** Writes a file. Nothing is written of one that turns out to be damaged or too large. */
async function writeCleaned(
  key: string,
  { bytes: cleaned, mediaType }: TakenFile,
  most: number,
  files: Files,
): Promise<Result<number>> {
  const bounded = async function* () {
    let size = 0;
    for await (const chunk of cleaned) {
      size += chunk.length;
      if (size > most) throw new TooMany();
      yield chunk;
    }
  };
  try {
    return ok(await files.write(key, bounded(), { mediaType }));
  } catch (error) {
    if (error instanceof Unreadable) return refused(refusal("unreadable-media", error.message));
    if (error instanceof TooMany) return refused(tooLarge());
    throw error;
  }
}

/** Begins a file that arrives in parts. */
export const beginMediaUpload = defineWorkflow({
  name: "media.beginMediaUpload",
  access: beginUpload.access,
  input: uploadInput,
  output: uploadResponse,
  ports: ["files"],
  once: true,
  budget: {
    d1: 0,
    objects: 2,
    reason: "The upload is recorded before the storage is told of it, and then what the storage calls it.",
  },
  async run({ name, size, mediaType }, { invoke, tenantId }, { files }) {
    const upload = { name, size, declared: mediaType ?? null, inParts: true };
    const begun = await invoke(beginUpload, upload, { step: "begin" });
    if (!begun.ok) return begun;
    const { id } = begun.value;
    const parts = await files.beginParts(partsOf(tenantId, id), { mediaType: "application/octet-stream" });
    return invoke(openParts, { id, begun: parts }, { step: "open" });
  },
});

/** Stores a part while it arrives. A part that is sent again replaces the one before. */
export const putMediaPart = defineWorkflow({
  name: "media.putPart",
  access: recordPart.access,
  input: z.object({ id: opaqueId, number: z.int(), body: bytes }),
  output: uploadResponse,
  ports: ["files"],
  budget: {
    d1: 0,
    objects: 2,
    reason: "What the storage calls the upload is read, and that the part has arrived is written.",
  },
  async run({ id: named, number, body }, { invoke, tenantId }, { files }) {
    const found = await invoke(findOpenUpload, { id: named });
    if (!found.ok) return found;
    const { upload } = found.value;
    if (upload === null || upload.begun === null) return refused(noSuchUpload);
    const size = sizeOfPart(upload.size, number);
    if (size === null) return refused(refusal("not-found", "The file has no such part."));
    try {
      const key = partsOf(tenantId, upload.id);
      const tag = await files.writePart(key, upload.begun, { number, size, bytes: body });
      if (tag === null) return refused(noSuchUpload);
      return await invoke(recordPart, { id: upload.id, number, tag }, { unguarded: true });
    } catch (error) {
      if (!(error instanceof WrongPartSize)) throw error;
      return refused(refusal("wrong-part-size", `Part ${number} has ${size} bytes.`));
    }
  },
});

/** Makes the parts a file: its type is found out, and its metadata removed, as of one that is uploaded at once. */
export const completeMediaUpload = defineWorkflow({
  name: "media.completeMediaUpload",
  access: recordFile.access,
  input: z.object({ id: opaqueId }),
  output: mediaResponse,
  ports: ["files", "projections"],
  budget: {
    d1: 0,
    objects: 2,
    reason: "What has arrived is read, and the file is recorded, or its upload ended.",
  },
  async run({ id: named }, context, { files, projections }) {
    const { invoke, tenantId } = context;
    const found = await invoke(findOpenUpload, { id: named });
    if (!found.ok) return found;
    const { upload, media } = found.value;
    if (media !== null) return ok(media);
    if (upload === null || upload.begun === null) return refused(noSuchUpload);
    const missing = missingParts(
      upload.size,
      upload.parts.map(({ number }) => number),
    );
    if (missing.length > 0) return refused(incomplete(missing));
    const key = partsOf(tenantId, upload.id);
    if (!(await files.joinParts(key, upload.begun, upload.parts))) {
      // The same part was sent twice at once: the storage kept one, and the other was recorded. Which one, it does not say.
      await invoke(forgetParts, { id: upload.id }, { step: "forget", unguarded: true });
      return refused(incomplete(missingParts(upload.size, [])));
    }
    const joined = await files.read(key);
    if (joined === null) return refused(noSuchUpload);
    const taken = await takeIn(sentIn(joined, upload));
    if (!taken.ok) {
      await invoke(discardUpload, { id: upload.id }, { step: "discard" });
      return taken;
    }
    const written = { id: upload.id, most: upload.size + slackBytes, inParts: true };
    const stored = await store(written, taken.value, context, files);
    if (!stored.ok) return stored;
    await files.remove(key);
    await showSoon(context, projections);
    return stored;
  },
});

/** A cleaned file is hardly ever larger than before: a drawing may be, whose signs are escaped. */
const slackBytes = 1024 * 1024;

function sentIn(joined: ReadableStream<Uint8Array>, { name, declared }: OpenUpload): SentFile {
  return { bytes: streamOf(joined), name, declared };
}

function incomplete(missing: readonly number[]) {
  const named = missing.slice(0, 20).join(", ");
  const more = missing.length > 20 ? " and others" : "";
  return refusal("upload-incomplete", `Missing: part ${named}${more}.`);
}
