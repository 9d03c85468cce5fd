import { describe, expect, it } from "vitest";
import { createRandom } from "../../../local/node/random.ts";
import { schemaOf } from "../../../src/graphql/engine.ts";
import { registry } from "../../../src/registry.ts";
import { fillShop } from "../../support/e2e/full-shop.ts";
import { useRunning } from "../../support/e2e/home.ts";
import { ask } from "../../support/graphql/client.ts";
import { generateQuery } from "../../support/graphql/generate.ts";

const running = useRunning();
/** `GENERATED_QUERIES=2000` asks for more. */
const count = Number(process.env.GENERATED_QUERIES ?? 250);

describe("generated queries", () => {
  it(`${count} of them are answered or refused, and none fails`, { timeout: 600_000 }, async () => {
    const { send, mintTenant } = running();
    const tenant = await mintTenant();
    await fillShop(send, tenant);
    const random = createRandom(7);
    const schema = schemaOf(registry);
    const outcomes = new Map<string, number>();
    let slowest = { ms: 0, query: "" };
    for (let index = 0; index < count; index += 1) {
      const query = generateQuery(schema, random);
      const begun = performance.now();
      const answer = await ask(send, tenant, query, random() < 0.7 ? { key: tenant.adminKey } : {});
      const ms = performance.now() - begun;
      if (ms > slowest.ms) slowest = { ms, query };
      expect(answer.status, `${query}\n${answer.text.slice(0, 500)}`).toBeLessThan(500);
      const errors: readonly { readonly extensions?: { readonly code?: string } }[] =
        Object(answer.body).errors ?? [];
      for (const { extensions } of errors) {
        expect(extensions?.code, `${query}\n${answer.text.slice(0, 500)}`).toBeTypeOf("string");
        expect(extensions?.code, query).not.toBe("internal-error");
        expect(extensions?.code, query).not.toBe("invalid-query");
      }
      const outcome = errors[0]?.extensions?.code ?? "answered";
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
    }
    console.log(
      `${JSON.stringify(Object.fromEntries(outcomes))}; the slowest took ${slowest.ms.toFixed(0)} ms: ${slowest.query.slice(0, 300)}`,
    );
    expect(outcomes.get("answered")).toBeGreaterThan(count / 20);
  });
});
