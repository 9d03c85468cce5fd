import { describe, expect, it } from "vitest";
import { send } from "../../support/http/request.ts";
import { type MintedTenant, mintTenant } from "../../support/http/tenants.ts";
import { ascii, concat } from "../../support/media/bytes.ts";
import { fetchFile, mediaShape, storedKeys, tenantWith, upload } from "../../support/media/files.ts";
import { jpegWithMetadata } from "../../support/media/jpeg.ts";

const mebibyte = 1024 * 1024;
const partSize = 8 * mebibyte;
const path = "/v1/admin/media/uploads";

async function begin({ adminKey: key }: MintedTenant, body: object) {
  const answer = await send("post", path, { key, body });
  expect(answer.status, answer.text).toBe(201);
  return String(Object(answer.body).id);
}

const binary = { "Content-Type": "application/octet-stream" };
const put = ({ adminKey: key }: MintedTenant, id: string, number: number, body: Uint8Array) =>
  send("put", `${path}/${id}/parts/${number}`, { key, headers: binary, body });
const complete = ({ adminKey: key }: MintedTenant, id: string) =>
  send("post", `${path}/${id}/complete`, { key });
const codeOf = ({ body }: { readonly body: unknown }) => String(Object(body).code);

/** A film whose frames say where they are. */
function filmOf(size: number): Uint8Array<ArrayBuffer> {
  const film = new Uint8Array(size);
  const frames = size - 16;
  film.set(concat([0, 0, 0, 16], ascii("ftypisom"), ascii("isom")));
  new DataView(film.buffer).setUint32(16, frames);
  film.set(ascii("mdat"), 20);
  for (let at = 24; at < size; at += 4_096) film[at] = (at / 4_096) % 251;
  return film;
}

describe("a file of 30 MiB", () => {
  it("is too large to be sent at once, and nothing of it stays", async () => {
    const tenant = await mintTenant();
    for (const headers of [{}, { "Idempotency-Key": "the key of a large file, sent once" }]) {
      const request = {
        key: tenant.adminKey,
        headers: { ...binary, ...headers },
        body: filmOf(30 * mebibyte),
      };
      const answer = await send("post", "/v1/admin/media?name=film.mp4", request);
      expect([answer.status, codeOf(answer)]).toEqual([413, "body-too-large"]);
    }
    const listed = await send("get", "/v1/admin/media", { key: tenant.adminKey });
    expect(listed.body).toMatchObject({ items: [] });
    expect(await storedKeys(`${tenant.id}/`)).toEqual([]);
  });

  it("arrives in parts, although its upload breaks three times", async () => {
    const tenant = await mintTenant();
    const film = filmOf(30 * mebibyte);
    const partOf = (number: number) => film.subarray((number - 1) * partSize, number * partSize);
    const id = await begin(tenant, { name: "film.mp4", size: film.length, mediaType: "video/mp4" });
    // Broken off within a part, between parts, and before the answer was read.
    expect(codeOf(await put(tenant, id, 1, partOf(1).subarray(0, 1_000)))).toBe("wrong-part-size");
    await put(tenant, id, 1, partOf(1));
    await put(tenant, id, 4, partOf(4));
    const early = await complete(tenant, id);
    expect([early.status, codeOf(early), Object(early.body).detail]).toEqual([
      409,
      "upload-incomplete",
      "Missing: part 2, 3.",
    ]);
    const state = await send("get", `${path}/${id}`, { key: tenant.adminKey });
    expect(state.body).toMatchObject({ id, partSize, parts: 4, received: [1, 4] });
    await put(tenant, id, 2, partOf(3));
    await put(tenant, id, 2, partOf(2));
    await put(tenant, id, 3, partOf(3));
    const answer = await complete(tenant, id);
    expect(answer.status, answer.text).toBe(200);
    const file = mediaShape.parse(answer.body);
    expect(file).toMatchObject({ id, type: "video", mediaType: "video/mp4", size: film.length });
    expect((await complete(tenant, id)).body).toEqual(answer.body);
    expect(await storedKeys(`${tenant.id}/${id}/`)).toEqual(["original"]);
    const range = `bytes=${2 * partSize - 5000}-${2 * partSize + 5000}`;
    const { status, bytes } = await fetchFile(file.url, { headers: { Range: range } });
    expect(status).toBe(206);
    expect(bytes).toEqual(film.slice(2 * partSize - 5000, 2 * partSize + 5001));
  });
});

describe("an upload in parts", () => {
  it("is cleaned as one that comes at once", async () => {
    const tenant = await mintTenant();
    const jpeg = jpegWithMetadata();
    const id = await begin(tenant, { name: "home.jpg", size: jpeg.length });
    await put(tenant, id, 1, jpeg);
    const { body } = await complete(tenant, id);
    const { bytes } = await fetchFile(mediaShape.parse(body).url);
    expect(new TextDecoder("latin1").decode(bytes)).not.toContain("GPS");
  });

  it.each([
    ["is of no type", ascii("<html>"), {}, "unsupported-media"],
    ["is of another type", ascii("%PDF-1.7 "), { mediaType: "image/png" }, "media-type-mismatch"],
    ["is damaged", jpegWithMetadata().subarray(0, 300), {}, "unreadable-media"],
  ])("ends, and leaves nothing, if it %s", async (_, bytes, more, code) => {
    const tenant = await mintTenant();
    const id = await begin(tenant, { name: "x", size: bytes.length, ...more });
    await put(tenant, id, 1, bytes);
    const answer = await complete(tenant, id);
    expect([answer.status, codeOf(answer)]).toEqual([422, code]);
    expect((await complete(tenant, id)).status).toBe(404);
    await expect.poll(() => storedKeys(`${tenant.id}/`), { timeout: 10_000 }).toEqual([]);
  });

  it("can be given up", async () => {
    const tenant = await mintTenant();
    const id = await begin(tenant, { name: "x", size: 10 });
    expect((await send("delete", `${path}/${id}`, { key: tenant.adminKey })).status).toBe(204);
    expect((await put(tenant, id, 1, new Uint8Array(10))).status).toBe(404);
    expect((await send("get", `${path}/${id}`, { key: tenant.adminKey })).status).toBe(404);
  });

  it("of which one part is sent several times at once is complete, or its parts are asked for again", async () => {
    const tenant = await mintTenant();
    const bodies = Array.from({ length: 6 }, (_, index) => ascii(`%PDF-1.7 ${index}`));
    const id = await begin(tenant, { name: "x.pdf", size: 10 });
    await Promise.all(bodies.map((body) => put(tenant, id, 1, body)));
    const answer = await complete(tenant, id);
    if (answer.status !== 200) {
      expect(codeOf(answer)).toBe("upload-incomplete");
      await put(tenant, id, 1, ascii("%PDF-1.7 6"));
      expect((await complete(tenant, id)).status).toBe(200);
    }
  });

  it("is its tenant's own, has no other parts, and no other size", async () => {
    const [tenant, other] = [await mintTenant(), await mintTenant()];
    const id = await begin(tenant, { name: "x", size: 10 });
    expect((await put(other, id, 1, new Uint8Array(10))).status).toBe(404);
    expect((await complete(other, id)).status).toBe(404);
    for (const number of [0, 2, 99_999])
      expect((await put(tenant, id, number, new Uint8Array(10))).status).toBe(404);
    for (const size of [0, 9, 11])
      expect(codeOf(await put(tenant, id, 1, new Uint8Array(size)))).toBe("wrong-part-size");
    const large = await send("post", path, {
      key: tenant.adminKey,
      body: { name: "x", size: 1024 ** 3 + 1 },
    });
    expect(large.status).toBe(400);
  });
});

describe("a file", () => {
  it("is stored once under an Idempotency-Key", async () => {
    const { adminKey: key } = await mintTenant();
    const headers = { ...binary, "Idempotency-Key": "one-file" };
    const request = { key, headers, body: ascii("%PDF-1.7 ") };
    const first = await send("post", "/v1/admin/media?name=a.pdf", request);
    const second = await send("post", "/v1/admin/media?name=a.pdf", request);
    expect(second.body).toEqual(first.body);
    const listed = await send("get", "/v1/admin/media?count=true", { key });
    expect(listed.body).toMatchObject({ totalCount: 1 });
  });

  it("comes from a form too", async () => {
    const { adminKey: key } = await mintTenant();
    const form = new FormData();
    form.set("file", new File([jpegWithMetadata()], "home.jpg", { type: "image/jpeg" }));
    const sent = new Request("http://localhost", { method: "POST", body: form });
    const headers = { "Content-Type": sent.headers.get("Content-Type") ?? "" };
    const body = new Uint8Array(await sent.arrayBuffer());
    const answer = await send("post", "/v1/admin/media", { key, headers, body });
    expect(answer.body).toMatchObject({
      name: "home.jpg",
      width: 30,
      height: 40,
      translations: [],
      usedBy: [],
    });
    expect(answer.headers.get("Location")).toBe(`/v1/admin/media/${Object(answer.body).id}`);
  });

  it("is found by its words and its kind, and is gone everywhere when it is deleted", async () => {
    const { tenant, file } = await tenantWith(ascii("%PDF-1.7 "), "price list.pdf");
    await upload(tenant, jpegWithMetadata(), { name: "home.jpg" });
    const { adminKey: key } = tenant;
    const texts = { translations: [{ locale: "en", alt: "Our garden" }], name: "garden" };
    const found = async (query: string) => {
      const { body } = await send("get", `/v1/admin/media?${query}`, { key });
      return Object(body).items.map(({ name }: { name: string }) => name);
    };
    expect(await found("type=document")).toEqual(["price-list.pdf"]);
    expect(await found("q=list")).toEqual(["price-list.pdf"]);
    const patched = await send("patch", `/v1/admin/media/${file.id}`, { key, body: texts });
    expect(patched.body).toMatchObject({
      name: "garden.pdf",
      translations: [{ alt: "Our garden", caption: null }],
    });
    const headers = { "Consistency-Token": patched.headers.get("Consistency-Token") ?? "" };
    const listed = await send("get", "/v1/admin/media?q=our&from=2020-01-01", { key, headers });
    expect(listed.body).toMatchObject({ items: [{ id: file.id }] });
    expect((await send("delete", `/v1/admin/media/${file.id}`, { key })).status).toBe(204);
    await expect.poll(() => storedKeys(`${tenant.id}/${file.id}/`), { timeout: 10_000 }).toEqual([]);
  });
});
