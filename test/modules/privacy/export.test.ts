import { describe, expect, it } from "vitest";
import { platformToken } from "../../../src/kernel/access/actor.ts";
import { type Keyset, type Page, pageLimits } from "../../../src/kernel/read/page.ts";
import type { Result } from "../../../src/kernel/values/result.ts";
import { auditSubscription } from "../../../src/modules/audit/view.ts";
import type { ExportedPart } from "../../../src/modules/privacy/exporting/schema.ts";
import { exportCustomer } from "../../../src/modules/privacy/exporting/workflows.ts";
import { storeMail } from "../../../src/platform/mail/mailbox.ts";
import { follow } from "../../../src/projection/follow.ts";
import { type ErasureShop, email, openErasureShop } from "./given.ts";

/** All parts of an export, and the kinds of each page. */
async function exported(shop: ErasureShop, id: string, limit = 100) {
  const parts: ExportedPart[] = [];
  let after: Keyset | null = null;
  let pages = 0;
  do {
    const page: Result<Page<ExportedPart>> = await shop.export(exportCustomer, { id, limit, after });
    if (!page.ok) throw new Error(page.refusal.code);
    parts.push(...page.value.items);
    after = page.value.next;
    pages += 1;
  } while (after !== null);
  return { parts, pages };
}

const kindsOf = (parts: readonly ExportedPart[]) => [...new Set(parts.map(({ kind }) => kind))];

async function given() {
  const shop = openErasureShop();
  const ada = shop.register();
  for (const order of [shop.order({}, ada), shop.order({}, ada), shop.order()]) shop.cancel(order);
  shop.order({ email: "grace@shop.example" });
  await shop.settle();
  await follow(shop.platform.projectorDeps, shop.tenant.id, auditSubscription.name);
  return { ...shop, ada };
}

describe("the export of a customer", () => {
  it("has everything that is known of the person, and nothing of others", async () => {
    const shop = await given();
    const { parts } = await exported(shop, shop.ada.id);
    expect(kindsOf(parts)).toEqual(["customer", "account", "order", "auditEntry"]);
    const [first, second] = parts;
    expect(first).toMatchObject({ customer: { email, addresses: [{ city: "London" }] } });
    expect(second).toMatchObject({ account: { email, secondFactor: false, passkeys: [], sessions: [] } });
    expect(parts.filter(({ kind }) => kind === "order")).toHaveLength(3);
    expect(JSON.stringify(parts)).not.toContain("grace");
    expect(JSON.stringify(parts)).not.toMatch(/hash"\s*:\s*"hash"|salt|refresh/i);
  });

  it("comes in pages, and each part once", async () => {
    const shop = await given();
    const whole = await exported(shop, shop.ada.id);
    const paged = await exported(shop, shop.ada.id, 2);
    expect(paged.pages).toBeGreaterThan(3);
    expect(paged.parts).toEqual(whole.parts);
  });

  it("has pages of at most a mebibyte", async () => {
    const shop = openErasureShop();
    const ada = shop.register();
    const items = Array.from({ length: 100 }, (_, at) => ({
      variantId: shop.variantId,
      quantity: 1,
      sku: `${"x".repeat(200)}-${at}`,
    }));
    for (let orders = 0; orders < 25; orders += 1) shop.order({ items, customerId: ada.id }, platformToken);
    const { parts, pages } = await exported(shop, ada.id);
    expect(JSON.stringify(parts).length).toBeGreaterThan(pageLimits.bytes.value);
    expect(pages).toBeGreaterThan(3);
    expect(parts.filter(({ kind }) => kind === "order")).toHaveLength(25);
  });

  it("has the mail that was stored", async () => {
    const shop = await given();
    const { platform, tenant, ada } = shop;
    const mail = {
      to: email.toUpperCase(),
      subject: "Hello",
      text: "",
      html: "",
      locale: "en",
      idempotencyKey: "k",
    };
    await platform.readModel.batch(storeMail(tenant.id, ada.id, mail, platform.clock.now()));
    expect(kindsOf((await exported(shop, ada.id)).parts)).toContain("mail");
  });

  it("has no person in it after the erasure", async () => {
    const shop = await given();
    shop.erase(shop.ada.id);
    await shop.settle();
    const { parts } = await exported(shop, shop.ada.id);
    for (const text of ["adalovelace", "Countess", "St-James"])
      expect(JSON.stringify(parts)).not.toContain(text);
  });

  it("is not there for a customer who never was", async () => {
    const shop = openErasureShop();
    const answer = await shop.export(exportCustomer, {
      id: "cus_01J00000000000000000000000",
      limit: 20,
      after: null,
    });
    expect(answer).toMatchObject({ ok: false, refusal: { code: "not-found" } });
  });
});
