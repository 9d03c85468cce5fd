import * as z from "zod";
import { oneCall } from "../../../kernel/operation/budget.ts";
import { type AnyOperation, defineWorkflow } from "../../../kernel/operation/workflow.ts";
import { opaqueId } from "../../../kernel/values/id.ts";
import { ok } from "../../../kernel/values/result.ts";
import {
  addItem,
  cartInputs,
  changeItem,
  enterCode,
  openCart,
  removeItem,
  updateCart,
  withdrawCode,
} from "./commands.ts";
import { readOpenCart } from "./queries.ts";
import { type CartContent, cartInput, cartShape, tokenPrefix } from "./schema.ts";

/** Creates a cart, empty or with items. Only a repeat of the same request returns its token again. */
export const createCart = defineWorkflow({
  name: "checkout.createCart",
  access: openCart.access,
  tokenGuard: "key",
  input: cartInput.extend({ requestedLocales: z.array(z.string()).readonly().default([]) }),
  output: cartShape,
  budget: oneCall,
  ports: ["secrets"],
  async run(input, { invoke }, { secrets }) {
    const minted = await secrets.mintBearerToken();
    const opened = await invoke(openCart, { ...input, minted });
    if (!opened.ok) return opened;
    const { cart, sealed } = opened.value;
    return ok({ id: `${tokenPrefix}${await secrets.open(sealed)}`, ...cart });
  },
});

export const showCart = byToken("checkout.showCart", z.object({ id: opaqueId }), readOpenCart);
export const addCartItem = byToken("checkout.addCartItem", cartInputs.addItem, addItem);
export const changeCartItem = byToken("checkout.changeCartItem", cartInputs.changeItem, changeItem);
export const removeCartItem = byToken("checkout.removeCartItem", cartInputs.removeItem, removeItem);
export const addCartCode = byToken("checkout.addCartCode", cartInputs.addCode, enterCode);
export const removeCartCode = byToken("checkout.removeCartCode", cartInputs.removeCode, withdrawCode);
export const patchCart = byToken("checkout.patchCart", cartInputs.updateCart, updateCart);

/** Defines an operation on the cart of a token. The token is added to the answer here, so it is not stored with it. */
function byToken<Input extends { readonly id: string }>(
  name: string,
  input: z.ZodType<Input, unknown>,
  operation: AnyOperation<Input, CartContent>,
) {
  return defineWorkflow({
    name,
    access: operation.access,
    input,
    output: cartShape,
    budget: oneCall,
    async run(asked, { invoke }) {
      const answered = await invoke<Input, CartContent>(operation, asked);
      return answered.ok ? ok({ id: asked.id, ...answered.value }) : answered;
    },
  });
}
