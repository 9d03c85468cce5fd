import * as z from "zod";
import { plainTenant, type Tenant } from "../../../src/kernel/access/tenant.ts";
import { productBody } from "../../support/http/products.ts";
import { openShop } from "../../support/node/shop.ts";

const identified = z.looseObject({ id: z.string() });

/** A shop whose storefront is at `https://shop.example`, in English and German. */
export function openStorefront(more: Partial<Tenant> = {}) {
  const shop = openShop();
  const { platform, tenant, must, run } = shop;
  must("tenants.changeSettings", { corsOrigins: ["https://shop.example"] });
  const facts: Tenant = {
    ...plainTenant({ id: tenant.id, slug: "harbour", name: "A shop" }),
    locales: ["en", "de"],
    corsOrigins: ["https://shop.example"],
    ...more,
  };
  const read = async (name: string, input: object, origin = "https://api.example"): Promise<unknown> => {
    const query = platform.registry.operationByName.get(name);
    if (query?.kind !== "view") throw new Error(`${name} is no view`);
    const result = await query.run(platform.readModel, query.input.parse(input), {
      tenantId: tenant.id,
      tenant: async () => ({ ok: true, value: facts }),
      requestedLocales: ["en"],
      origin,
      customerId: null,
      extent: "any",
      extentOf: () => "any",
      modules: [],
    });
    if (!result.ok) throw new Error(result.refusal.code);
    return result.value;
  };
  return {
    ...shop,
    read,
    facts,
    /** A published product. */
    product(title: string, more: object = {}) {
      const { id } = identified.parse(must("catalogue.createProduct", { ...productBody(title), ...more }));
      must("catalogue.publishProduct", { id });
      return id;
    },
    post(body: object) {
      const { id } = identified.parse(must("content.createPost", body));
      must("content.publishPost", { id });
      return id;
    },
    made: (command: string, input: object) => identified.parse(must(command, input)).id,
    /** The code of a refusal, or null. */
    refusalOf(command: string, input: object) {
      const result = run(command, input);
      return result.ok ? null : result.refusal.code;
    },
    async text(name: string, input: object = {}) {
      const answer = await read(name, input);
      if (typeof answer === "string") return answer;
      let whole = "";
      // What is no text is a stream of it.
      for await (const part of answer as AsyncIterable<string>) whole += part;
      return whole;
    },
    deliverAll: () => platform.deliverAll(),
  };
}
