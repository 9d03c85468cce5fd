import { describe, expect, it } from "vitest";
import { entitled } from "../support/http/entitled.ts";
import { exampleOf } from "../support/http/examples.ts";
import { routes, send } from "../support/http/request.ts";
import { mintTenant } from "../support/http/tenants.ts";
import { isFleeting } from "../support/http/things.ts";

const versioned = routes.filter(
  (route) =>
    route.method !== "get" &&
    /\{id\}/.test(route.path) &&
    // Keys, modules, sessions, passkeys and uploads have no version. A link to a draft changes nothing.
    !/api-keys|\/modules\/|\/sessions\/|\/passkeys\/|\/uploads\/|\/preview-links$/.test(route.path) &&
    !isFleeting(route),
);

describe("a stale If-Match", () => {
  it.each(versioned.map((route) => ({ name: `${route.method.toUpperCase()} ${route.path}`, route })))(
    "is refused on $name, as documented",
    async ({ route }) => {
      const tenant = await mintTenant();
      const { path, body } = await exampleOf(send, route, tenant);
      const { key, headers } = entitled(route, tenant);
      const answer = await send(route.method, path, {
        key,
        headers: { ...headers, "If-Match": '"999"' },
        body,
      });
      expect(answer).toMatchObject({ status: 412, body: { code: "version-mismatch" } });
    },
  );
});
