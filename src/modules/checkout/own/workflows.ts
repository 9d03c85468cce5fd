import * as z from "zod";
import { oneCall } from "../../../kernel/operation/budget.ts";
import { defineWorkflow } from "../../../kernel/operation/workflow.ts";
import { opaqueId } from "../../../kernel/values/id.ts";
import { ok } from "../../../kernel/values/result.ts";
import { cartShape } from "../cart/schema.ts";
import { attachCart, readOwnCart } from "./commands.ts";
import { attachedCart } from "./schema.ts";

/** Makes a cart that of the customer who has signed in. */
export const takeOverCart = defineWorkflow({
  name: "checkout.takeOverCart",
  access: attachCart.access,
  input: z.object({ id: opaqueId }),
  output: attachedCart,
  budget: oneCall,
  async run({ id }, { invoke }) {
    const attached = await invoke(attachCart, { id });
    if (!attached.ok) return attached;
    const { cart, notMerged } = attached.value;
    return ok({ id, ...cart, notMerged });
  },
});

/** The open cart of the customer who has signed in. Its id opens it for this customer only. */
export const showOwnCart = defineWorkflow({
  name: "checkout.showOwnCart",
  access: readOwnCart.access,
  input: z.object({}),
  output: cartShape,
  budget: oneCall,
  async run(_, { invoke }) {
    const found = await invoke(readOwnCart, {});
    return found.ok ? ok({ id: found.value.id, ...found.value.cart }) : found;
  },
});
