import { describe, expect, it } from "vitest";
import { entitled } from "../support/http/entitled.ts";
import { exampleOf } from "../support/http/examples.ts";
import { routes, send } from "../support/http/request.ts";
import { mintTenant } from "../support/http/tenants.ts";
import { isFleeting } from "../support/http/things.ts";

const posts = routes.filter((route) => route.method === "post" && !isFleeting(route));

describe("a POST that is sent again under its Idempotency-Key", () => {
  it.each(posts.map((route) => ({ name: route.path, route })))(
    "is answered on $name as it was, and says that it happened before",
    async ({ route }) => {
      const tenant = await mintTenant();
      const { path, body } = await exampleOf(send, route, tenant);
      const { key, headers } = entitled(route, tenant);
      const sent = { key, headers: { ...headers, "Idempotency-Key": crypto.randomUUID() }, body };
      const first = await send("post", path, sent);
      const again = await send("post", path, sent);
      expect(first.headers.get("Idempotent-Replayed")).toBeNull();
      expect({ status: again.status, body: again.body }).toEqual({ status: first.status, body: first.body });
      expect(again.headers.get("Idempotent-Replayed")).toBe("true");
    },
  );
});
