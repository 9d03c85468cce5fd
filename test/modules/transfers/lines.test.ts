import { describe, expect, it } from "vitest";
import { openShop, type Shop } from "../../support/node/shop.ts";
import { exportOf, importInto, lineAbout, parsed } from "./given.ts";

const text = (title: string) => [{ locale: "en", title }];

function shopWithLamp(): Shop {
  const shop = openShop();
  const variants = [{ sku: "LAMP", prices: [{ amount: 1_000, currency: "USD" }], stocked: 5 }];
  shop.must("catalogue.createProduct", { translations: text("Lamp"), variants });
  return shop;
}

/** An export in which a line was changed. */
function withLine(lines: readonly string[], at: number, change: (line: Record<string, unknown>) => unknown) {
  return lines.map((line, index) => (index === at ? JSON.stringify(change(parsed(line))) : line));
}

/** Copies of the line about a product, under another id. */
const anotherId = (line: Record<string, unknown>) => {
  const id = "prod_01J00000000000000000000009";
  return { ...line, id, state: { ...Object(line.state), id } };
};

describe("a line that can't be imported", () => {
  const lines = exportOf(shopWithLamp());
  const at = lineAbout(lines, "product");
  const errorsOf = (changed: readonly string[]) => importInto(openShop(), changed);

  it("is named with its field, as is what is wrong there", () => {
    const changed = withLine(lines, at, (line) => ({
      ...line,
      state: { ...Object(line.state), status: "lost" },
    }));
    expect(errorsOf(changed)).toMatchObject({
      code: "invalid-export",
      errors: [{ pointer: `/lines/${at + 1}/state/status` }],
    });
  });

  it("says that it was exported by a newer release", () => {
    const changed = withLine(lines, at, (line) => ({ ...line, stateVersion: 99 }));
    expect(errorsOf(changed)).toMatchObject({
      errors: [{ pointer: `/lines/${at + 1}/stateVersion`, code: "unknown-version" }],
    });
  });

  it("takes no handle and no SKU that another product has", () => {
    const twice = [...lines.slice(0, at + 1), JSON.stringify(anotherId(parsed(lines[at] ?? "")))];
    expect(errorsOf(twice)).toMatchObject({
      errors: [
        { pointer: `/lines/${at + 2}/state/translations/0/handle`, code: "duplicate-handle" },
        { pointer: `/lines/${at + 2}/state/variants/0/id`, code: "duplicate-id" },
      ],
    });
  });

  it("has stock that adds up", () => {
    const stock = lineAbout(lines, "inventory");
    const changed = withLine(lines, stock, (line) => ({
      ...line,
      state: { ...Object(line.state), stocked: 99 },
    }));
    expect(errorsOf(changed)).toMatchObject({
      errors: [{ pointer: `/lines/${stock + 1}/state/stocked`, code: "stock-mismatch" }],
    });
  });

  it("removes only what can be deleted, and has no more levels than a request may have", () => {
    const removed = '{"type":"order","id":"ord_01J00000000000000000000009","version":1,"removed":true}';
    expect(errorsOf([lines[0] ?? "", removed])).toMatchObject({ errors: [{ pointer: "/lines/2/removed" }] });
    const deep = `{"type":"product","state":${"[".repeat(5_000)}${"]".repeat(5_000)}}`;
    expect(errorsOf([lines[0] ?? "", deep])).toMatchObject({
      errors: [{ pointer: "/lines/2", code: "too-deep" }],
    });
  });

  it("leaves the lines before it imported, so that the import goes on from there", () => {
    const target = openShop();
    const broken = [...lines.slice(0, at), "{", ...lines.slice(at + 1)];
    expect(importInto(target, broken)).toMatchObject({
      errors: [{ pointer: `/lines/${at + 1}`, code: "invalid-json" }],
    });
    expect(importInto(target, lines.slice(at), at + 1)).toBeNull();
  });
});

describe("an import", () => {
  it("begins only in a tenant that never had contents", () => {
    const target = shopWithLamp();
    expect(importInto(target, exportOf(shopWithLamp()))).toMatchObject({ code: "tenant-not-empty" });
  });

  it("takes no line out of its order, and one that comes again changes nothing", () => {
    const lines = exportOf(shopWithLamp());
    const target = openShop();
    expect(importInto(target, lines.slice(2, 3), 3)).toMatchObject({ code: "import-gap" });
    expect(importInto(target, lines)).toBeNull();
    expect(importInto(target, lines)).toBeNull();
    expect(importInto(target, [lines[1] ?? ""], lines.length + 1)).toMatchObject({ code: "invalid-export" });
  });

  it("closes the tenant to everybody else until its last line", () => {
    const lines = exportOf(shopWithLamp());
    const target = openShop();
    importInto(target, lines.slice(0, -1));
    const command = { name: "Outlet" };
    expect(target.run("inventory.createLocation", command)).toMatchObject({
      refusal: { code: "tenant-suspended" },
    });
    importInto(target, lines.slice(-1), lines.length);
    expect(target.run("inventory.createLocation", command)).toMatchObject({ ok: true });
  });

  it("does not end if lines were changed or are missing", () => {
    const lines = exportOf(shopWithLamp());
    const at = lineAbout(lines, "product");
    const changed = withLine(lines, at, (line) => ({
      ...line,
      state: { ...Object(line.state), vendor: "Else" },
    }));
    expect(importInto(openShop(), changed)).toMatchObject({ errors: [{ code: "incomplete" }] });
  });

  it("reads states in the versions that an older release exported", () => {
    const lines = exportOf(shopWithLamp());
    const at = lineAbout(lines, "product");
    const older = withLine(lines, at, (line) => {
      const { externalHandle: _, attributes: __, ...state } = Object(line.state);
      const variants = state.variants.map(({ gtin: _, image: __, ...one }: Record<string, unknown>) => one);
      return { ...line, stateVersion: 1, state: { ...state, variants } };
    });
    const target = openShop();
    expect(importInto(target, older.slice(0, at + 1))).toBeNull();
    expect(importInto(target, lines.slice(at + 1), at + 2)).toMatchObject({
      errors: [{ code: "incomplete" }],
    });
  });
});

describe("an export during which the shop changes", () => {
  it("is as of its end: what has changed comes again, and what is gone is removed", () => {
    const source = openShop();
    const make = (title: string) => {
      const variants = [{ sku: title, prices: [{ amount: 1_000, currency: "USD" }], stocked: 5 }];
      return source.must("catalogue.createProduct", { translations: text(title), variants }) as {
        id: string;
      };
    };
    const made = Array.from({ length: 70 }, (_, index) => make(`Lamp ${index}`));
    const [first, second] = made;
    const lines = exportOf(source, (page) => {
      if (page !== 4) return;
      source.must("catalogue.deleteProduct", { id: first?.id });
      const translations = [{ locale: "en", title: "Renamed", handle: "renamed" }];
      source.must("catalogue.updateProduct", { id: second?.id, patch: { translations } });
      make("New");
    });
    const again = lines.filter((line) => parsed(line).id === second?.id).length;
    expect(again).toBeGreaterThan(1);
    const target = openShop();
    expect(importInto(target, lines)).toBeNull();
    const productsOf = (shop: Shop) =>
      exportOf(shop)
        .map(parsed)
        .filter(({ type }) => type === "product" || type === "inventory")
        .map(({ id, state }) => ({ id, state }));
    expect(productsOf(target)).toEqual(productsOf(source));
  });

  it("can't be continued once the log has lost what has changed", () => {
    const source = shopWithLamp();
    const cursor = String(
      parsed(exportOf(source).find((line) => parsed(line).type === "checkpoint") ?? "{}").cursor,
    );
    const position = JSON.parse(atob(cursor.replaceAll("-", "+").replaceAll("_", "/")));
    const early = btoa(JSON.stringify({ ...position, epoch: 0 }));
    const query = {
      query: "transfers.readExportPage",
      actor: { kind: "system", id: "platform-token" } as const,
    };
    const asked = (sent: string) => source.tenant.core.ask({ ...query, input: { cursor: sent } });
    expect(asked(early)).toMatchObject({ refusal: { code: "export-outdated" } });
    expect(asked("anything")).toMatchObject({ refusal: { code: "invalid-cursor" } });
  });
});
