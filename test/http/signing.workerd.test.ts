import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { openToken, sealToken } from "../../src/http/request/consistency-token.ts";
import { openCursor, sealCursor } from "../../src/http/request/cursor.ts";
import { mintApiKey, readApiKey } from "../../src/modules/access/index.ts";
import { seal, unseal } from "../../src/platform/sealed.ts";
import { createSigner } from "../../src/platform/signing.ts";

const signer = createSigner("one secret");
const stranger = createSigner("another secret");
const tenantId = "ten_01J00000000000000000000000";
const keyId = "key_01J00000000000000000000001";

/** The text with each of its characters changed in turn. */
function* forgeriesOf(text: string): Generator<string> {
  for (let index = 0; index < text.length; index += 1) {
    const letter = text.charAt(index);
    const other = letter === "B" ? "C" : "B";
    yield text.slice(0, index) + other + text.slice(index + 1);
  }
}

describe("a signature", () => {
  it("holds for its text and purpose under its secret, and for nothing else", async () => {
    const mac = await signer.sign("a", "text");
    expect(await signer.verify("a", "text", mac)).toBe(true);
    expect(await signer.verify("b", "text", mac)).toBe(false);
    expect(await signer.verify("a", "texts", mac)).toBe(false);
    expect(await stranger.verify("a", "text", mac)).toBe(false);
    for (const bad of ["", "!", mac.slice(1), `${mac}A`])
      expect(await signer.verify("a", "text", bad)).toBe(false);
  });
});

describe("an API key", () => {
  it("says whose it is, and what to compare with", async () => {
    const { text, hash } = await mintApiKey(signer, tenantId, keyId);
    expect(await readApiKey(signer, text)).toEqual({ tenantId, keyId, hash });
    expect(text).not.toContain(hash);
  });

  it("is refused if any character is changed or another secret signed it", async () => {
    const { text } = await mintApiKey(signer, tenantId, keyId);
    expect(await readApiKey(stranger, text)).toBeNull();
    // The last letter of a MAC carries bits that mean nothing.
    for (const forged of forgeriesOf(text.slice(0, -1))) {
      expect(await readApiKey(signer, forged + text.slice(-1)), forged).toBeNull();
    }
  });

  it("is another one each time", async () => {
    const [one, two] = await Promise.all([
      mintApiKey(signer, tenantId, keyId),
      mintApiKey(signer, tenantId, keyId),
    ]);
    expect(one.text).not.toBe(two.text);
    expect(one.hash).not.toBe(two.hash);
  });
});

describe("a Consistency-Token", () => {
  it("contains what it was made from and cannot be forged", async () => {
    const place = { tenantId, epoch: 1, seq: 42 };
    const text = await sealToken(signer, place);
    expect(await openToken(signer, text)).toEqual(place);
    expect(await openToken(stranger, text)).toBeNull();
    for (const forged of forgeriesOf(text.slice(0, -1)))
      expect(await openToken(signer, forged + text.slice(-1)), forged).toBeNull();
    expect(await openToken(signer, "x".repeat(10_000))).toBeNull();
  });

  it("is no cursor and no key", async () => {
    const url = new URL("https://shop.example/v1/store/products");
    const token = await sealToken(signer, { tenantId, epoch: 1, seq: 1 });
    expect(await openCursor(signer, tenantId, url, token)).toBeNull();
    expect(await openToken(signer, await sealCursor(signer, tenantId, url, [1, 2, 3]))).toBeNull();
  });
});

describe("a cursor", () => {
  const list = (query: string) => new URL(`https://shop.example/v1/store/products?${query}`);

  it("comes back as it went, whatever the row's values", async () => {
    const keysets = fc.array(fc.oneof(fc.string({ unit: "grapheme" }), fc.integer(), fc.constant(null)), {
      maxLength: 4,
    });
    await fc.assert(
      fc.asyncProperty(keysets, async (keyset) => {
        const cursor = await sealCursor(signer, tenantId, list("sort=title"), keyset);
        expect(await openCursor(signer, tenantId, list("sort=title"), cursor)).toEqual(keyset);
        expect(cursor).toMatch(/^[\w-]*\.[\w-]+$/);
      }),
      { seed: 1, numRuns: 200 },
    );
  });

  it("fits its own list only, in whatever order the filters stand", async () => {
    const cursor = await sealCursor(signer, tenantId, list("sort=title&tag=a&tag=b"), ["x"]);
    const opens = (query: string, tenant = tenantId) => openCursor(signer, tenant, list(query), cursor);
    expect(await opens("tag=b&tag=a&sort=title")).toEqual(["x"]);
    expect(await opens("sort=title&tag=a&tag=b&limit=5&count=true&cursor=x")).toEqual(["x"]);
    expect(await opens("sort=-title&tag=a&tag=b")).toBeNull();
    expect(await opens("sort=title&tag=a")).toBeNull();
    expect(await opens("sort=title&tag=a%26tag%3Db")).toBeNull();
    expect(await opens("sort=title&tag=a&tag=b", "ten_01J00000000000000000000009")).toBeNull();
    const elsewhere = new URL("https://shop.example/v1/admin/products?sort=title&tag=a&tag=b");
    expect(await openCursor(signer, tenantId, elsewhere, cursor)).toBeNull();
  });
});

describe("a sealed secret", () => {
  it("opens with the key it was closed with, and looks different each time", async () => {
    const sealed = await seal("sk_secret", "my key");
    expect(await unseal(sealed, "my key")).toBe("sk_secret");
    expect(sealed).not.toContain("sk_secret");
    expect(await seal("sk_secret", "my key")).not.toBe(sealed);
    await expect(unseal(sealed, "another key")).rejects.toThrow();
    await expect(unseal("nonsense", "my key")).rejects.toThrow(/not a sealed secret/);
  });
});
