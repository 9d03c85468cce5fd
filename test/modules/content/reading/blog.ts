import { plainTenant } from "../../../../src/kernel/access/tenant.ts";
import { productBody } from "../../../support/http/products.ts";
import { openShop } from "../../../support/node/shop.ts";

/** What the answers of these queries can have. */
interface Answer {
  readonly found: {
    readonly id: string;
    readonly html: string;
    readonly tags: readonly object[];
    readonly related: readonly { readonly title: string }[];
  };
  readonly items: readonly {
    readonly title: string;
    readonly slug: string;
    readonly type: string;
    readonly snippet: string;
  }[];
  readonly next: unknown;
}

/** A shop with a blog, and how to read its store. */
export function openBlog() {
  const { platform, tenant, must } = openShop();
  const { readModel, registry, clock } = platform;
  const facts = { ...plainTenant({ id: tenant.id, slug: "harbour", name: "A shop" }), locales: ["en", "de"] };
  const ask = (name: string, input: object) => {
    const query = registry.operationByName.get(name);
    if (query?.kind !== "view") throw new Error(`${name} is no view`);
    return query.run(readModel, query.input.parse(input), {
      tenantId: tenant.id,
      tenant: async () => ({ ok: true, value: facts }),
      requestedLocales: ["en"],
      customerId: null,
      extent: "any",
      extentOf: () => "any",
      modules: [],
    });
  };
  const create = (kind: "Post" | "Page", body: object) =>
    must(`content.create${kind}`, body) as { id: string };
  return {
    must,
    create,
    publish(kind: "Post" | "Page", body: object) {
      const { id } = create(kind, body);
      must(`content.publish${kind}`, { id });
      return { id };
    },
    product(title: string) {
      const { id } = must("catalogue.createProduct", productBody(title)) as { id: string };
      must("catalogue.publishProduct", { id });
    },
    deliverAll: () => platform.deliverAll(),
    pass: () => clock.advance(1_000),
    /** The answer of a view. */
    async read(name: string, input: object) {
      const result = await ask(name, input);
      if (!result.ok) throw new Error(JSON.stringify(result.refusal));
      return result.value as Answer;
    },
    async refusalOf(name: string, input: object) {
      const result = await ask(name, input);
      return result.ok ? null : result.refusal.code;
    },
  };
}
