import { z } from "zod";
import type { Actor } from "../../../src/kernel/access/actor.ts";
import { noGrants } from "../../../src/kernel/access/permission.ts";
import type { Session } from "../../../src/kernel/operation/session.ts";
import type { AnyOperation } from "../../../src/kernel/operation/workflow.ts";
import { type AdminCustomer, adminCustomer } from "../../../src/modules/customers/admin/schema.ts";
import {
  type CustomerGroupResponse,
  customerGroupResponse,
} from "../../../src/modules/customers/groups/schema.ts";
import { modules } from "../../../src/modules.ts";
import { openInvoker } from "../../support/invoker.ts";
import { openShop } from "../../support/node/shop.ts";
import { till } from "../../support/till/index.ts";
import { accounts } from "./accounts.ts";

/** A shop, and what its staff does with customers. */
export function openCustomerShop() {
  const shop = openShop([...modules, till, accounts]);
  const invoke = openInvoker(shop.platform, shop.tenant);
  /** Adds a customer a minute later than the one before. */
  const add = (email: string, more: object = {}): AdminCustomer => {
    shop.platform.clock.advance(60_000);
    return adminCustomer.parse(shop.must("customers.createCustomer", { email, ...more }));
  };
  const addGroup = (name: string, more: object = {}): CustomerGroupResponse =>
    customerGroupResponse.parse(shop.must("customers.createGroup", { name, ...more }));
  return {
    ...shop,
    invoke,
    add,
    /** Registers a customer. Answers who calls when it has signed in. */
    register(email: string, isVerified = true) {
      const { id } = z.object({ id: z.string() }).parse(shop.must("accounts.register", { email }));
      if (isVerified) shop.must("accounts.verify", { id });
      return { kind: "customer", id } as const;
    },
    addGroup,
    /** Does something as somebody. Answers the code if it is refused. */
    async as<Input, Output>(
      actor: Actor,
      operation: AnyOperation<Input, Output>,
      input: NoInfer<Input>,
      more: Partial<Session> = {},
    ): Promise<Output | string> {
      const result = await invoke(operation, input, { actor, grants: noGrants, ...more });
      return result.ok ? result.value : result.refusal.code;
    },
    /** The customer as staff sees it now, or the code of the refusal. */
    read(id: string): AdminCustomer | string {
      const answer = shop.tenant.core.ask({
        query: "customers.readCustomer",
        input: { id },
        actor: { kind: "system" },
      });
      return answer.ok ? adminCustomer.parse(answer.value) : answer.refusal.code;
    },
    /** The code and pointer of a refusal; null if there is none. */
    refusal(command: string, input: unknown, more: Parameters<typeof shop.run>[2] = {}) {
      const result = shop.run(command, input, more);
      if (result.ok) return null;
      const { code, errors = [] } = result.refusal;
      return [code, ...errors.map(({ pointer }) => pointer)].join(" ");
    },
  };
}

export type CustomerShop = ReturnType<typeof openCustomerShop>;
