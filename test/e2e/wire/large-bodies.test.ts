import { expect, it } from "vitest";
import { useRunning } from "../../support/e2e/home.ts";

const running = useRunning();
const MiB = 1024 * 1024;

/** In pieces, so that the length is not announced. */
function piecesOf(text: Uint8Array): ReadableStream<Uint8Array> {
  let sent = 0;
  return new ReadableStream({
    pull(controller) {
      const piece = text.subarray(sent, sent + 64 * 1024);
      if (piece.length === 0) return controller.close();
      sent += piece.length;
      controller.enqueue(piece);
    },
  });
}

/** Blanks for JSON, and rows of products for an import. */
function textOf(type: string, bytes: number): Uint8Array {
  if (type === json) return new Uint8Array(bytes).fill(32);
  const size = 32 * 1024;
  const rows = Array.from(
    { length: bytes / size },
    (_, index) => `lamp-${index},Lamp,${"a".repeat(size)},L-${index},10\n`,
  );
  return new TextEncoder().encode(`Handle,Title,Body (HTML),Variant SKU,Variant Price\n${rows.join("")}`);
}

const json = "application/json";
const csv = "text/csv";

it.each([
  ["JSON", "/v1/admin/products", json, 2 * MiB, "announced"],
  ["JSON", "/v1/admin/products", json, 9 * MiB, "announced"],
  ["JSON", "/v1/admin/products", json, 3 * MiB, "in pieces"],
  ["an import", "/v1/admin/imports/shopify-products", csv, 12 * MiB, "announced"],
  ["an import", "/v1/admin/imports/shopify-products", csv, 12 * MiB, "in pieces"],
])(
  "%s to %s that is too large is answered 413, not with a broken connection",
  async (_, path, type, size, way) => {
    const { platform, mintTenant } = running();
    const { adminKey } = await mintTenant();
    const text = textOf(type, size);
    const outcomes = new Set<string | number>();
    for (let attempt = 0; attempt < 3; attempt += 1) {
      const body = way === "announced" ? text : piecesOf(text);
      const init: RequestInit & { duplex: "half" } = {
        method: "POST",
        headers: { Authorization: `Bearer ${adminKey}`, "Content-Type": type },
        body,
        duplex: "half",
      };
      const outcome = await fetch(`${platform.url.replace("localhost", "127.0.0.1")}${path}`, init).then(
        async (response) => `${response.status} ${((await response.json()) as { code: string }).code}`,
        (error: unknown) => String((error as Error).cause ?? error),
      );
      outcomes.add(outcome);
    }
    expect([...outcomes]).toEqual(["413 body-too-large"]);
  },
);
