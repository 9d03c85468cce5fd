import { plainTenant, type Tenant } from "../../../src/kernel/access/tenant.ts";
import type { Registry } from "../../../src/kernel/registry.ts";
import type { ReadModel } from "../../../src/kernel/storage/storage.ts";

/** A read of the store by the name of its query. */
export interface Read {
  readonly name: string;
  /** Milliseconds in SQLite that it should take at most; null if nobody has asked for it. */
  readonly target: number | null;
  readonly run: (model: ReadModel) => Promise<unknown>;
}

/** The reads that are measured. Texts that are streamed are read to their end. */
export function readsOf(registry: Registry, tenantId: string): readonly Read[] {
  const facts: Tenant = {
    ...plainTenant({ id: tenantId, slug: "large", name: "A shop" }),
    corsOrigins: ["https://shop.example"],
  };
  const ask = async (model: ReadModel, name: string, input: object): Promise<unknown> => {
    const query = registry.operationByName.get(name);
    if (query?.kind !== "view") throw new Error(`${name} is no view`);
    const answered = await query.run(model, query.input.parse(input), {
      tenantId,
      tenant: async () => ({ ok: true, value: facts }),
      requestedLocales: ["en"],
      origin: "https://api.example",
      customerId: null,
      extent: "any",
      extentOf: () => "any",
      modules: [],
    });
    if (!answered.ok) throw new Error(`${name}: ${answered.refusal.detail}`);
    return answered.value;
  };
  const read = (what: string, target: number | null, name: string, input: object): Read => ({
    name: what,
    target,
    run: (model) => ask(model, name, input),
  });
  const page = { limit: 20, after: null, count: false };
  const search = (what: string, q: string) =>
    read(`search, ${what}`, 10, "content.searchStore", { limit: 20, after: null, q });
  return [
    search("500 products and 500 posts match", "series0001"),
    search("a tenth of all match", "shirts"),
    search("all match, by two letters", "se"),
    // The most frequent word of all bodies, which no title has.
    search("half of all match, by their bodies", "2hvjkgg"),
    search("500 products and 500 posts match, hyphenated", "shirts-series0001"),
    search("three words, few match", "red shirts series0001"),
    search("no match", "nowhere"),
    read("post", null, "content.readStorePost", { slug: "post-700", currency: "USD" }),
    read("posts list", null, "content.listStorePosts", page),
    read("tags, with their counts", null, "content.listStoreTags", page),
    {
      name: "sitemap index of 50,000 URLs",
      target: null,
      run: (model) => ask(model, "seo.readSitemapIndex", {}),
    },
    {
      name: "first sitemap of 50,000 URLs",
      target: null,
      async run(model) {
        const index = String(await ask(model, "seo.readSitemapIndex", {}));
        const [, first = ""] = /<loc>([^<]*products\.xml[^<]*)<\/loc>/.exec(index) ?? [];
        const { searchParams } = new URL(first.replaceAll("&amp;", "&"));
        const bounds = { from: searchParams.get("from"), to: searchParams.get("to") };
        const text = await ask(model, "seo.readSitemap", { name: "products", ...bounds });
        let whole = "";
        // What the query answers is a stream of text.
        for await (const piece of text as AsyncIterable<string>) whole += piece;
        return whole;
      },
    },
  ];
}
