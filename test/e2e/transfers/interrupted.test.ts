import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { fillShop } from "../../support/e2e/full-shop.ts";
import { type Home, openHome } from "../../support/e2e/home.ts";
import { exportText, imported, importText, sendLines, upToCheckpoint } from "../../support/e2e/transfers.ts";

let home: Home;

beforeEach(async () => {
  home = await openHome();
});

afterEach(() => home.close());

/** What an export says about the tenant, whatever its name and time. */
function contentsOf(text: string): readonly string[] {
  const lines = text.trimEnd().split("\n");
  const isContent = (line: string) => !/^\{"type":"(?:header|checkpoint|trailer|settings)"/.test(line);
  // What had no event before it was imported has one now.
  return lines
    .filter(isContent)
    .map((line) => line.replace('"version":0,', '"version":1,'))
    .toSorted();
}

/** Bytes at which a connection breaks: the first ones, the last ones, and some between. */
function cutsOf(text: string): readonly number[] {
  const between = Array.from({ length: 12 }, (_, index) => Math.floor((text.length * (index * 7 + 3)) / 89));
  return [1, 100, text.indexOf("\n") + 1, ...between, text.length - 2, text.length - 1];
}

describe("an export that is cut", () => {
  it("is whole again after it was continued, wherever it was cut", async () => {
    const { send, mintTenant } = await home.start();
    const tenant = await mintTenant();
    await fillShop(send, tenant);
    const whole = await exportText(send, tenant.id);
    for (const at of cutsOf(whole)) {
      const { kept, cursor } = upToCheckpoint(whole.slice(0, at));
      const rest = await exportText(send, tenant.id, cursor);
      expect(kept + rest, `cut at ${at}`).toBe(whole);
    }
  });

  it("is not taken for a whole one", async () => {
    const { send, mintTenant } = await home.start();
    const [source, target] = [await mintTenant(), await mintTenant()];
    await fillShop(send, source);
    const lines = (await exportText(send, source.id)).trimEnd().split("\n");
    const trailer = lines.at(-1) ?? "";
    const cut = await sendLines(send, target.id, [...lines.slice(0, -3), trailer]);
    expect(cut).toMatchObject({
      status: 422,
      body: { code: "invalid-export", errors: [{ pointer: `/lines/${lines.length - 2}/lines` }] },
    });
    expect(await imported(send, target.id)).toEqual(
      expect.objectContaining({ status: "running", lines: lines.length - 3 }),
    );
    const closed = await send("get", "/v1/admin/locations", { key: target.adminKey });
    expect(closed).toMatchObject({ status: 403, body: { code: "tenant-suspended" } });
    // The missing lines mend it.
    const rest = await sendLines(send, target.id, lines.slice(-3), lines.length - 2);
    expect(rest).toMatchObject({ status: 200, body: { status: "done", lines: lines.length } });
  });
});

describe("an import during which the platform is killed", () => {
  it("goes on where it was, and has everything once", async () => {
    let running = await home.start();
    const source = await running.mintTenant();
    await fillShop(running.send, source);
    const text = await exportText(running.send, source.id);
    const lines = text.trimEnd().split("\n");
    const target = await running.mintTenant();
    for (const until of [0.2, 0.5, 0.9]) {
      const sending = sendLines(running.send, target.id, lines.slice(0, Math.floor(lines.length * until)));
      await Promise.race([
        sending.catch(() => null),
        new Promise((resolve) => setTimeout(resolve, 30 * until)),
      ]);
      await running.platform.kill();
      await sending.catch(() => null);
      running = await home.start();
    }
    await importText(running.send, target.id, text);
    // Lines that come again change nothing.
    const again = await sendLines(running.send, target.id, lines.slice(0, 50));
    expect(again).toMatchObject({ status: 200, body: { status: "done", lines: lines.length } });
    expect(contentsOf(await exportText(running.send, target.id))).toEqual(contentsOf(text));
  });
});
