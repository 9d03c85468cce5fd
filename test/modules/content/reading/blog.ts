import * as z from "zod";
import type { Extent } from "../../../../src/kernel/access/extent.ts";
import { plainTenant } from "../../../../src/kernel/access/tenant.ts";
import { productBody } from "../../../support/http/products.ts";
import type { LocalPlatform } from "../../../support/node/platform.ts";
import { openPlatform } from "../../../support/node/platform.ts";
import { openShopOn } from "../../../support/node/shop.ts";

const found = z.looseObject({
  id: z.string(),
  html: z.string(),
  tags: z.array(z.object({ slug: z.string(), name: z.string() })).default([]),
  related: z.array(z.looseObject({ title: z.string() })).default([]),
});
const item = z.looseObject({
  title: z.string().default(""),
  slug: z.string(),
  type: z.string().optional(),
  snippet: z.string().nullish(),
});
const identified = z.looseObject({ id: z.string() });

/** Who asks, and how. */
interface Asking {
  readonly locales?: readonly string[];
  readonly extent?: Extent;
}

/** A shop with a blog, on a platform of its own or beside others, and how to read its store. */
export function openBlog(platform: LocalPlatform = openPlatform()) {
  const { tenant, must, run } = openShopOn(platform);
  const { readModel, registry, clock } = platform;
  const facts = { ...plainTenant({ id: tenant.id, slug: "harbour", name: "A shop" }), locales: ["en", "de"] };
  const ask = (name: string, input: object, { locales = ["en"], extent = "any" }: Asking) => {
    const query = registry.operationByName.get(name);
    if (query?.kind !== "view") throw new Error(`${name} is no view`);
    return query.run(readModel, query.input.parse(input), {
      tenantId: tenant.id,
      tenant: async () => ({ ok: true, value: facts }),
      requestedLocales: locales,
      customerId: null,
      extent,
      extentOf: () => extent,
      modules: [],
    });
  };
  const answer = async (name: string, input: object, asking: Asking = {}): Promise<unknown> => {
    const result = await ask(name, input, asking);
    if (!result.ok) throw new Error(JSON.stringify(result.refusal));
    return result.value;
  };
  const create = (kind: "Post" | "Page", body: object) =>
    identified.parse(must(`content.create${kind}`, body));
  return {
    platform,
    tenant,
    must,
    run,
    create,
    publish(kind: "Post" | "Page", body: object) {
      const { id } = create(kind, body);
      must(`content.publish${kind}`, { id });
      return { id };
    },
    product(title: string) {
      const { id } = identified.parse(must("catalogue.createProduct", productBody(title)));
      must("catalogue.publishProduct", { id });
    },
    deliverAll: () => platform.deliverAll(),
    pass: () => clock.advance(1_000),
    answer,
    /** What is under a slug in the store. */
    async find(kind: "Post" | "Page", slug: string, asking?: Asking) {
      const read = await answer(`content.readStore${kind}`, { slug }, asking);
      return z.object({ found }).parse(read).found;
    },
    async list(name: string, input: object = {}, asking?: Asking) {
      const page = z.looseObject({ items: z.array(item), next: z.array(z.unknown()).nullable() });
      return page.parse(await answer(name, input, asking));
    },
    async refusalOf(name: string, input: object) {
      const result = await ask(name, input, {});
      return result.ok ? null : result.refusal.code;
    },
  };
}
