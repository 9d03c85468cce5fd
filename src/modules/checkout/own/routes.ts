import * as z from "zod";
import { defineRoute } from "../../../kernel/api/route.ts";
import { opaqueId } from "../../../kernel/values/id.ts";
import { showOwnCart, takeOverCart } from "./workflows.ts";

export const ownCartRoutes = [
  defineRoute({
    method: "post",
    path: "/v1/store/carts/{id}/customer",
    tag: "Carts",
    operationId: "attachCart",
    summary: "Attach a cart to your account",
    description:
      "Makes a guest's cart that of the customer who has signed in. The customer's other open carts are merged into it and removed. Quantities of the same variant add up to 9,999 at most, and a cart has 250 lines at most; `notMerged` lists what did not fit, and what is no longer sold. The e-mail address and the default addresses of the customer are filled in where the cart has none.",
    operation: takeOverCart,
    params: z.object({ id: opaqueId }),
    input: ({ params }) => params,
    returns: "The cart, at current prices",
    refusals: ["cart-completed", "too-large"],
  }),
  defineRoute({
    method: "get",
    path: "/v1/store/customers/me/cart",
    tag: "Account",
    operationId: "getOwnCart",
    summary: "Get your own open cart",
    description:
      "Returns the open cart of the customer who has signed in, on whichever device it was filled. Its `id` opens the cart at the paths of carts with this customer's access token only. 404 if there is none.",
    operation: showOwnCart,
    input: () => ({}),
    returns: "The cart, at current prices",
    refusals: ["not-found", "too-large"],
  }),
];
