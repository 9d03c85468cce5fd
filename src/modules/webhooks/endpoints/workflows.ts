import * as z from "zod";
import { refusalAt } from "../../../kernel/api/problem.ts";
import { oneCall } from "../../../kernel/operation/budget.ts";
import type { Ports, Secrets } from "../../../kernel/operation/ports.ts";
import { defineWorkflow } from "../../../kernel/operation/workflow.ts";
import { newId, opaqueId } from "../../../kernel/values/id.ts";
import { ok, type Result, refused } from "../../../kernel/values/result.ts";
import { webhookIds } from "../ids.ts";
import { addressProblem } from "../sending/address.ts";
import { unmatchedFilter } from "../sending/filters.ts";
import { newSecret, type Owner, sealSecret } from "../sending/signature.ts";
import { createEndpoint, rotateEndpointSecret, updateEndpoint } from "./commands.ts";
import { endpointInput, endpointPatch, endpointResponse, endpointWithSecret } from "./schema.ts";

const byId = z.object({ id: opaqueId });

/** Creates an endpoint and returns its secret. Only a repeat of the same request returns the secret again. */
export const addEndpoint = defineWorkflow({
  name: "webhooks.addEndpoint",
  access: createEndpoint.access,
  input: endpointInput,
  output: endpointWithSecret,
  budget: oneCall,
  ports: ["secrets", "internet", "publishedTypes"],
  async run(input, { invoke, tenantId, session }, { secrets, ...ports }) {
    const sound = checkTarget(input, ports);
    if (!sound.ok) return sound;
    const id = newId(webhookIds.webhookEndpoint, session.now, Math.random);
    const secret = await mint(secrets, { tenantId, endpointId: id });
    const created = await invoke(createEndpoint, { ...input, id, secret });
    if (!created.ok) return created;
    const { endpoint, sealed } = created.value;
    return ok({ ...endpoint, secret: await secrets.open(sealed) });
  },
});

export const changeEndpoint = defineWorkflow({
  name: "webhooks.changeEndpoint",
  access: updateEndpoint.access,
  input: byId.extend({ patch: endpointPatch }),
  output: endpointResponse,
  budget: oneCall,
  ports: ["internet", "publishedTypes"],
  async run(input, { invoke }, ports) {
    const sound = checkTarget(input.patch, ports);
    return sound.ok ? invoke(updateEndpoint, input) : sound;
  },
});

/** Gives an endpoint a new secret and returns it, once. */
export const rotateSecret = defineWorkflow({
  name: "webhooks.rotateSecret",
  access: rotateEndpointSecret.access,
  input: byId,
  output: endpointWithSecret,
  budget: oneCall,
  ports: ["secrets"],
  async run({ id }, { invoke, tenantId }, { secrets }) {
    const secret = await mint(secrets, { tenantId, endpointId: id });
    const rotated = await invoke(rotateEndpointSecret, { id, secret });
    if (!rotated.ok) return rotated;
    const { endpoint, sealed } = rotated.value;
    return ok({ ...endpoint, secret: await secrets.open(sealed) });
  },
});

/** A new secret: sealed for the tenant's object, and for whoever repeats the request. */
async function mint(secrets: Secrets, owner: Owner) {
  const text = newSecret();
  const [stored, { sealed }] = await Promise.all([
    sealSecret(secrets, owner, text),
    secrets.mint(async () => ({ text, hash: "" })),
  ]);
  return { stored, sealed };
}

function checkTarget(
  { url, events }: { readonly url?: string | undefined; readonly events?: readonly string[] | undefined },
  { internet, publishedTypes }: Pick<Ports, "internet" | "publishedTypes">,
): Result<null> {
  const problem = url === undefined ? null : addressProblem(url, internet);
  if (problem !== null) return refused(refusalAt("address-not-allowed", "/url", `It ${problem}`));
  const unmatched = events === undefined ? null : unmatchedFilter(events, publishedTypes);
  if (unmatched === null) return ok(null);
  const detail = `No event that is sent has the type ${events?.[unmatched]}.`;
  return refused(refusalAt("unknown-event-type", `/events/${unmatched}`, detail));
}
