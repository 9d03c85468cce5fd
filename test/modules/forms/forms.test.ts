import { describe, expect, it } from "vitest";
import * as z from "zod";
import { openBlog } from "../content/reading/blog.ts";

const page = z.looseObject({ id: z.string(), blocks: z.array(z.looseObject({ id: z.string() })) });

/** A shop with a page that has a form, and what was sent with it. */
function openForms(block: object = { type: "contact", data: {} }) {
  const blog = openBlog();
  const text = { translations: [{ locale: "en", title: "Contact" }] };
  const { id: pageId, blocks } = page.parse(blog.must("content.createPage", { ...text, blocks: [block] }));
  const names = { pageId, blockId: blocks[0]?.id ?? "" };
  blog.must("content.publishPage", { id: pageId });
  return {
    ...blog,
    names,
    send: (fields: object, more: object = {}) => blog.must("forms.submitForm", { ...names, fields, ...more }),
    refused(fields: object, more: object = {}) {
      const result = blog.run("forms.submitForm", { ...names, fields, ...more });
      if (result.ok) throw new Error("the form was not refused");
      const { code, errors = [] } = result.refusal;
      return { code, pointers: errors.map(({ pointer }) => pointer) };
    },
    async list(filters: object = {}) {
      await blog.deliverAll();
      return (await blog.answer("forms.listSubmissions", filters)) as {
        readonly items: readonly { id: string }[];
      };
    },
  };
}
const filled = { email: "Ada@Example.com", message: "Hello" };

describe("a form that is sent", () => {
  it("is kept for the staff, newest first", async () => {
    const shop = openForms();
    shop.send(filled);
    shop.pass();
    shop.send({ ...filled, name: "Grace" });
    const { items } = await shop.list();
    expect(items).toMatchObject([
      { fields: [{ name: "name", value: "Grace" }, { name: "email" }, { name: "message" }] },
      { ...shop.names, type: "contact", customerId: null, version: 1, erasedAt: null },
    ]);
    expect((await shop.list({ type: "newsletter" })).items).toEqual([]);
    expect((await shop.list({ pageId: shop.names.pageId, limit: 1 })).items).toHaveLength(1);
    shop.must("forms.deleteSubmission", { id: items[0]?.id });
    expect((await shop.list()).items).toHaveLength(1);
  });

  it("has the fields of its block, complete and valid", () => {
    const fields = [
      { name: "topic", label: "Topic", type: "select", options: ["Lamps", "Other"], required: true },
      { name: "terms", label: "Terms", type: "checkbox", required: true },
      { name: "mail", label: "E-mail", type: "email" },
    ];
    const shop = openForms({ type: "contact", data: { fields, successMessage: "Thank you" } });
    const good = { topic: "Lamps", terms: true };
    expect(shop.send(good)).toEqual({ message: "Thank you" });
    const invalid = (...pointers: string[]) => ({ code: "validation-failed", pointers });
    expect(shop.refused({})).toEqual(invalid("/fields/topic", "/fields/terms"));
    expect(shop.refused({ ...good, topic: "Chairs" })).toEqual(invalid("/fields/topic"));
    expect(shop.refused({ ...good, terms: false })).toEqual(invalid("/fields/terms"));
    expect(shop.refused({ ...good, mail: "nobody" })).toEqual(invalid("/fields/mail"));
    expect(shop.refused({ ...good, role: "admin" })).toEqual(invalid("/fields/role"));
  });

  it("is answered like any other where a robot filled it in, and not kept", async () => {
    const shop = openForms();
    expect(shop.send(filled, { website: "https://spam.example" })).toEqual(shop.send(filled));
    expect((await shop.list()).items).toHaveLength(1);
  });

  it("is not found where there is no form, or its page is not published", () => {
    const shop = openForms();
    expect(shop.refused(filled, { blockId: "blk_gone" }).code).toBe("not-found");
    expect(shop.refused(filled, { pageId: "node_gone" }).code).toBe("not-found");
    shop.must("content.unpublishPage", { id: shop.names.pageId });
    expect(shop.refused(filled).code).toBe("not-found");
    expect(openForms({ type: "hero", data: { title: "A" } }).refused(filled).code).toBe("not-found");
  });

  it("can be for a newsletter, which takes an e-mail address", async () => {
    const shop = openForms({ type: "newsletter", data: {} });
    shop.send({ email: "ada@example.com" });
    expect(shop.refused({}).pointers).toEqual(["/fields/email"]);
    expect((await shop.list()).items).toMatchObject([{ type: "newsletter", email: "ada@example.com" }]);
  });
});
