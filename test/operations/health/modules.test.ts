import { expect, it } from "vitest";
import { moduleFinder, modulesNamed } from "../../../src/operations/health/modules.ts";
import { registry } from "../../../src/registry.ts";

const { letter, event } = moduleFinder(registry);

it.each([
  ["an event of the views", "read-model", "catalog.product.created", "catalogue"],
  ["an event of a reaction", "identity.token-mails", "order.placed", "identity"],
  ["an entry of the audit log", "audit", "catalogue.createProduct", "audit"],
  ["an event that no code has any more", "read-model", "fax.sent", "a module that is gone"],
])("%s is a dead letter of the module that failed", (_, subscription, type, module) => {
  expect(letter({ subscription, type })).toBe(module);
});

it("every event has a module", () => {
  const types = registry.modules.flatMap(({ events }) => events.map(({ type }) => type));
  expect(types.length).toBeGreaterThan(20);
  expect(modulesNamed(types, event)).not.toContain("a module that is gone");
});

it("modules are named once, in order", () => {
  expect(modulesNamed(["b", "a", "b"], (name) => name)).toEqual(["a", "b"]);
});
