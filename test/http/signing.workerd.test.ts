import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { openToken, sealToken } from "../../src/http/request/consistency-token.ts";
import { listName, openCursor, sealCursor } from "../../src/http/request/cursor.ts";
import { mintApiKey, readApiKey } from "../../src/modules/access/index.ts";
import { seal, unseal } from "../../src/platform/sealed.ts";
import { createKeyRing } from "../../src/platform/signing.ts";

const signer = createKeyRing("one secret");
const stranger = createKeyRing("another secret");
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
    for (const bad of ["", "!", mac.slice(1), `${mac}A`, `A${mac}`])
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
    const list = listName(tenantId, "catalogue.listProducts", {}, {});
    const token = await sealToken(signer, { tenantId, epoch: 1, seq: 1 });
    expect(await openCursor(signer, list, token)).toBeNull();
    expect(await openToken(signer, await sealCursor(signer, list, [1, 2, 3]))).toBeNull();
  });
});

describe("a cursor", () => {
  const list = (query: object, tenant = tenantId, operation = "catalogue.listProducts") =>
    listName(tenant, operation, {}, query);

  it("comes back as it went, whatever the row's values", async () => {
    const keysets = fc.array(fc.oneof(fc.string({ unit: "grapheme" }), fc.integer(), fc.constant(null)), {
      maxLength: 4,
    });
    await fc.assert(
      fc.asyncProperty(keysets, async (keyset) => {
        const cursor = await sealCursor(signer, list({ sort: "title" }), keyset);
        expect(await openCursor(signer, list({ sort: "title" }), cursor)).toEqual(keyset);
        expect(cursor).toMatch(/^[\w-]*\.[\w-]+$/);
      }),
      { seed: 1, numRuns: 200 },
    );
  });

  it("fits its own list only, in whatever order the filters stand", async () => {
    const cursor = await sealCursor(signer, list({ sort: "title", tag: ["a", "b"] }), ["x"]);
    const opens = (query: object, ...where: string[]) => openCursor(signer, list(query, ...where), cursor);
    expect(await opens({ tag: ["b", "a"], sort: "title" })).toEqual(["x"]);
    expect(await opens({ sort: "title", tag: ["a", "b"], limit: 5, count: true, cursor })).toEqual(["x"]);
    expect(await opens({ sort: "-title", tag: ["a", "b"] })).toBeNull();
    expect(await opens({ sort: "title", tag: ["a"] })).toBeNull();
    expect(await opens({ sort: "title", tag: ["a,b"] })).toBeNull();
    expect(await opens({ sort: "title", tag: ["a", "b"] }, "ten_01J00000000000000000000009")).toBeNull();
    expect(await opens({ sort: "title", tag: ["a", "b"] }, tenantId, "catalogue.listOthers")).toBeNull();
  });
});

describe("a sealed secret", () => {
  it("opens with the key it was closed with, and looks different each time", async () => {
    const sealed = await seal("sk_secret", "my key", signer);
    expect(await unseal(sealed, "my key", signer)).toBe("sk_secret");
    expect(sealed).not.toContain("sk_secret");
    expect(await seal("sk_secret", "my key", signer)).not.toBe(sealed);
    await expect(unseal(sealed, "another key", signer)).rejects.toThrow();
    await expect(unseal("nonsense", "my key", signer)).rejects.toThrow(/not a sealed secret/);
  });

  it("does not open with the key alone, without the platform's secret", async () => {
    const sealed = await seal("sk_secret", "my key", signer);
    await expect(unseal(sealed, "my key", stranger)).rejects.toThrow(/no longer accepted/);
  });
});

describe("after a rotation", () => {
  const list = listName(tenantId, "catalogue.listProducts", {}, {});
  const rotated = createKeyRing("a new secret", ["one secret"]);
  const finished = createKeyRing("a new secret");

  it("everything made before is accepted while the old secret is, and no longer", async () => {
    const place = { tenantId, epoch: 1, seq: 42 };
    const [key, token, cursor, sealed] = await Promise.all([
      mintApiKey(signer, tenantId, keyId),
      sealToken(signer, place),
      sealCursor(signer, list, ["x"]),
      seal("sk_secret", "my key", signer),
    ]);
    expect(await readApiKey(rotated, key.text)).toEqual({ tenantId, keyId, hash: key.hash });
    expect(await openToken(rotated, token)).toEqual(place);
    expect(await openCursor(rotated, list, cursor)).toEqual(["x"]);
    expect(await unseal(sealed, "my key", rotated)).toBe("sk_secret");

    expect(await readApiKey(finished, key.text)).toBeNull();
    expect(await openToken(finished, token)).toBeNull();
    expect(await openCursor(finished, list, cursor)).toBeNull();
    await expect(unseal(sealed, "my key", finished)).rejects.toThrow(/no longer accepted/);
  });

  it("the new secret signs, and a ring that only accepts it verifies", async () => {
    const signature = await rotated.sign("a", "text");
    expect(await finished.verify("a", "text", signature)).toBe(true);
    expect(await signer.verify("a", "text", signature)).toBe(false);
    expect(await createKeyRing("one secret", ["a new secret"]).verify("a", "text", signature)).toBe(true);
  });

  it("a signature names the secret that made it, and holds under no other", async () => {
    const [ofOld, ofNew] = [await signer.sign("a", "text"), await finished.sign("a", "text")];
    const swapped = ofOld.slice(0, 8) + ofNew.slice(8);
    expect(ofOld.slice(0, 8)).not.toBe(ofNew.slice(0, 8));
    expect(await rotated.verify("a", "text", swapped)).toBe(false);
  });

  it("a signature from before there were key ids is tried with every secret", async () => {
    const withoutId = (await signer.sign("a", "text")).slice(8);
    expect(await rotated.verify("a", "text", withoutId)).toBe(true);
    expect(await finished.verify("a", "text", withoutId)).toBe(false);
    const { text, hash } = await mintApiKey({ ...signer, sign: async () => "" }, tenantId, keyId);
    const old = `${text}${(await signer.sign("api-key", text.slice(0, -1))).slice(8)}`;
    expect(await readApiKey(rotated, old)).toEqual({ tenantId, keyId, hash });
  });

  it("what was stored under a MAC is found under the old secret", async () => {
    const [before] = await signer.macs("idempotency", "a request");
    expect(await rotated.macs("idempotency", "a request")).toContainEqual(before);
    expect((await rotated.macs("idempotency", "a request"))[0]).not.toEqual(before);
  });
});
