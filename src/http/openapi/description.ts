import type { Route } from "../../kernel/api/route.ts";
import type { OperationKind } from "../../kernel/operation/operation.ts";
import type { Registry } from "../../kernel/registry.ts";
import { policyOf, rateLimits } from "../rate-limit/policies.ts";
import { tenantRolesOf } from "./roles.ts";

/** What an operation does, who may call it, what it counts against, and what refuses it. */
export function descriptionOf(registry: Registry, route: Route): string {
  const { description, refusals, operation } = route;
  const refused = refusals.map((code) => `[\`${code}\`](/problems/${code})`).join(", ");
  // In one paragraph: generated clients repeat it as a comment.
  return [
    description,
    `**Access:** ${accessText(registry, route)}`,
    `**Cost:** ${costText(route)} ${kindTexts[operation.kind]}`,
    ...(refusals.length === 0 ? [] : [`**Refused with:** ${refused}, besides what refuses any request.`]),
  ].join(" ");
}

function accessText(registry: Registry, { access, opensByToken }: Route): string {
  if (access === "public") return "anyone.";
  if (access === "account") return "whoever has signed in, staff or customer, with an access token.";
  if (access === "customer")
    return opensByToken
      ? "the customer whom it belongs to, with an access token, or whoever has its own token."
      : "a customer who has signed in, with an access token.";
  const roles = tenantRolesOf(registry, access).map((role) => `\`${role}\``);
  const keys = roles.length === 0 ? "" : `API keys with the role ${roles.join(" or ")}, and `;
  return `\`${access}\`: ${keys}platform staff.`;
}

function costText(route: Route): string {
  const policy = policyOf(route);
  const { value, per } = rateLimits[policy];
  return `one request of \`${policy}\`, ${value.toLocaleString("en")} a minute for each ${per}.`;
}

const kindTexts: Readonly<Record<OperationKind, string>> = {
  command: "One transaction of the tenant.",
  query: "Reads the tenant's current state.",
  view: "Reads the read model, which may be a moment behind.",
  workflow: "Takes several steps.",
};
