import { describe, expect, it } from "vitest";
import { openPreview, previewToken, tenantOfPreview } from "../../../../src/modules/content/preview/token.ts";
import { createKeyRing } from "../../../../src/platform/signing.ts";

const [first, second] = ["a".repeat(32), "b".repeat(32)];
const signer = createKeyRing(first);
const preview = {
  tenantId: "ten_01J00000000000000000000000",
  nodeId: "node_01J00000000000000000000001",
  expiresAt: 1_900_000_000_000,
};

describe("the token of a preview link", () => {
  it("says what it shows until it ends", async () => {
    const token = await previewToken(signer, preview);
    expect(await openPreview(signer, token, preview.expiresAt - 1)).toEqual(preview);
    expect(await openPreview(signer, token, preview.expiresAt)).toBeNull();
    expect(tenantOfPreview(token)).toBe(preview.tenantId);
  });

  it("is void once any character of it is another", async () => {
    const token = await previewToken(signer, preview);
    for (let at = 0; at < token.length - 1; at += 1) {
      const changed = `${token.slice(0, at)}${token[at] === "1" ? "2" : "1"}${token.slice(at + 1)}`;
      expect(await openPreview(signer, changed, 0), String(at)).toBeNull();
    }
  });

  it("survives a rotation of the secret, and not its end", async () => {
    const token = await previewToken(signer, preview);
    expect(await openPreview(createKeyRing(second, [first]), token, 0)).toEqual(preview);
    expect(await openPreview(createKeyRing(second), token, 0)).toBeNull();
  });
});
