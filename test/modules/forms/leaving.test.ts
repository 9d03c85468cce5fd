import { describe, expect, it } from "vitest";
import * as z from "zod";
import { openShop, type Shop } from "../../support/node/shop.ts";
import { storedTexts, tablesWith } from "../../support/stored-texts.ts";
import { openReviewShop } from "../comments/shop.ts";
import { exportOf, importInto } from "../transfers/given.ts";

const page = z.looseObject({ id: z.string(), blocks: z.array(z.looseObject({ id: z.string() })) });

function makeForm({ must }: Pick<Shop, "must">) {
  const translations = [{ locale: "en", title: "Contact" }];
  const blocks = [{ type: "contact", data: {} }];
  const made = page.parse(must("content.createPage", { translations, blocks }));
  must("content.publishPage", { id: made.id });
  return { pageId: made.id, blockId: made.blocks[0]?.id ?? "" };
}

describe("erasing a customer", () => {
  it("empties what the customer, or a guest with its verified address, has sent with forms", async () => {
    const shop = openReviewShop();
    const ada = shop.register("adalovelace@shop.example");
    const form = makeForm(shop);
    const send = (fields: object, more: object = {}) =>
      shop.run("forms.submitForm", { ...form, fields }, more);
    send({ email: "other@shop.example", message: "Augusta-Zoë writes" }, { actor: ada });
    send({ email: "AdaLovelace@shop.example", message: "Augusta-Zoë again" });
    send({ email: "grace@shop.example", message: "Hello" });
    await shop.platform.deliverAll();
    const traces = () => {
      const texts = ["Augusta", "delovelace", "adalovelace"];
      const { tenant, platform } = shop;
      return [
        ...tablesWith(storedTexts(tenant.storage.rows), texts),
        ...tablesWith(storedTexts(platform.readModel.rows), texts),
      ];
    };
    expect(traces()).toEqual(expect.arrayContaining(["form_submissions", "events"]));
    shop.must("privacy.eraseCustomer", { id: ada.id });
    await shop.platform.passTime(shop.tenant, 120_000);
    expect(traces()).toEqual([]);
    const kept = shop.tenant.storage.rows("SELECT customer_id, email_key FROM form_submissions ORDER BY id");
    expect(kept).toEqual([
      { customer_id: null, email_key: null },
      { customer_id: null, email_key: null },
      { customer_id: null, email_key: "grace@shop.example" },
    ]);
  });
});

describe("exporting a customer", () => {
  it("has what the customer has sent with forms", () => {
    const shop = openReviewShop();
    const ada = shop.register("ada@example.com");
    const fields = { email: "ada@example.com", message: "Hello" };
    shop.must("forms.submitForm", { ...makeForm(shop), fields });
    const asked = shop.tenant.core.ask({
      query: "privacy.readParts",
      input: { id: ada.id, after: null, limit: 50 },
      actor: { kind: "system", id: "platform-token" },
    });
    expect(asked).toMatchObject({
      value: { items: expect.arrayContaining([expect.objectContaining({ kind: "formSubmission" })]) },
    });
  });
});

describe("a tenant's export", () => {
  it("takes along menus, blocks, and what was sent with forms", () => {
    const shop = openShop();
    const form = makeForm(shop);
    shop.must("forms.submitForm", { ...form, fields: { email: "ada@example.com", message: "Hello" } });
    const items = [{ translations: [{ locale: "en", title: "Contact" }], pageId: form.pageId }];
    shop.must("menus.createMenu", { name: "Main", location: "header", items });
    const other = openShop();
    expect(importInto(other, exportOf(shop))).toBeNull();
    for (const table of ["menus", "form_submissions"]) {
      const rowsOf = ({ tenant }: Pick<Shop, "tenant">) =>
        tenant.storage
          .rows(`SELECT * FROM ${table}`)
          .map(({ content, ...row }) => ({ ...row, ...JSON.parse(String(content)) }));
      expect(rowsOf(other)).toEqual(rowsOf(shop));
      expect(rowsOf(other)).toHaveLength(1);
    }
    const blocksOf = ({ tenant }: Pick<Shop, "tenant">) =>
      tenant.storage.rows("SELECT blocks FROM content_nodes").map(({ blocks }) => JSON.parse(String(blocks)));
    expect(blocksOf(other)).toEqual(blocksOf(shop));
  });
});

describe("what was sent with a form and is deleted", () => {
  it("is gone from earlier events too", async () => {
    const shop = openReviewShop();
    const fields = { email: "adalovelace@example.com", message: "Augusta-Zoë writes" };
    shop.must("forms.submitForm", { ...makeForm(shop), fields });
    await shop.platform.deliverAll();
    const traces = () =>
      [shop.tenant.storage.rows, shop.platform.readModel.rows].flatMap((rows) =>
        tablesWith(storedTexts(rows), ["Augusta", "adalovelace"]),
      );
    expect(traces()).toContain("events");
    const [sent] = shop.tenant.storage.rows("SELECT id FROM form_submissions");
    shop.must("forms.deleteSubmission", { id: String(sent?.id) });
    await shop.platform.passTime(shop.tenant, 120_000);
    expect(traces()).toEqual([]);
  });
});
