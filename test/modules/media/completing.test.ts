import { describe, expect, it } from "vitest";
import type { Files } from "../../../src/kernel/operation/files.ts";
import type { AnyOperation, WorkflowContext } from "../../../src/kernel/operation/workflow.ts";
import { ok } from "../../../src/kernel/values/result.ts";
import {
  discardUpload,
  findOpenUpload,
  forgetParts,
  recordFile,
} from "../../../src/modules/media/uploads/commands.ts";
import { completeMediaUpload } from "../../../src/modules/media/uploads/workflows.ts";
import { ascii } from "../../support/media/bytes.ts";
import { createFiles } from "../../support/outside/files.ts";

/** An upload whose one part has arrived. The storage writes as it is told to. */
async function arrived(bytes: Uint8Array, write?: Files["write"], tag = "tag 1") {
  const { files, byKey } = createFiles();
  const begun = await files.beginParts("", { mediaType: "" });
  await files.writePart("", begun, {
    number: 1,
    size: bytes.length,
    bytes: new Blob([bytes.slice()]).stream(),
  });
  const id = "med_1";
  const parts = [{ number: 1, tag }];
  const upload = { id, name: "a.pdf", declared: null, size: bytes.length, begun, parts };
  const invoked: string[] = [];
  const answers = new Map<string, unknown>([
    [findOpenUpload.name, { upload, media: null }],
    [recordFile.name, { id }],
  ]);
  const invoke = async ({ name }: AnyOperation) => {
    invoked.push(name);
    return ok(answers.get(name) ?? null);
  };
  // The workflow uses nothing else of them.
  const context = { tenantId: "tenant", invoke } as unknown as WorkflowContext;
  const projections = { project: async () => undefined };
  const complete = async (through = files.write) => {
    const ports = { files: { ...files, write: through }, projections } as object;
    return completeMediaUpload.run({ id }, context, ports);
  };
  return { complete: () => complete(write), completeAgain: () => complete(), invoked, byKey };
}

describe("an upload in parts that is completed", () => {
  it("keeps its parts when the storage fails for a moment, and can be completed again", async () => {
    const outage: Files["write"] = async () => Promise.reject(new Error("the storage is away"));
    const { complete, completeAgain, invoked, byKey } = await arrived(ascii("%PDF-1.7 "), outage);
    await expect(complete()).rejects.toThrow("the storage is away");
    expect(invoked).toEqual([findOpenUpload.name]);
    expect(await completeAgain()).toMatchObject({ ok: true });
    expect(invoked).toEqual([findOpenUpload.name, findOpenUpload.name, recordFile.name]);
    expect(byKey.size).toBe(1);
  });

  it("has to be sent again if two requests sent a part at once, and the storage kept the other one", async () => {
    const { complete, invoked, byKey } = await arrived(ascii("%PDF-1.7 "), undefined, "tag of the other");
    const refusal = { code: "upload-incomplete", detail: "Missing: part 1." };
    expect(await complete()).toMatchObject({ ok: false, refusal });
    expect(invoked).toEqual([findOpenUpload.name, forgetParts.name]);
    expect(byKey.size).toBe(0);
  });

  it.each([
    ["it is of no type", ascii("<html>"), "unsupported-media"],
    ["it is damaged", ascii("\u0089PNG\r\n\u001a\n\0\0\0\rIHDR"), "unreadable-media"],
  ])("ends if %s", async (_, bytes, code) => {
    const { complete, invoked } = await arrived(bytes);
    expect(await complete()).toMatchObject({ ok: false, refusal: { code } });
    expect(invoked).toEqual([findOpenUpload.name, discardUpload.name]);
  });
});
