import { describe, expect, it } from "vitest";
import { z } from "zod";
import { targetOf } from "../../src/http/request/target.ts";
import { opaqueId } from "../../src/kernel/values/id.ts";

const id = "ord_01J0000000000000000000ABCD";
const route = { path: "/v1/admin/orders/{id}/refunds", params: z.object({ id: opaqueId }) };
const targetFor = (sent: string) => targetOf(route, { id: sent }, `/v1/admin/orders/${sent}/refunds`);

describe("the target of a request", () => {
  it("is the same for every spelling of an id", () => {
    const canonical = { params: { id }, path: `/v1/admin/orders/${id}/refunds` };
    expect(targetFor(id)).toEqual(canonical);
    expect(targetFor(`ord_${id.slice(4).toLowerCase()}`)).toEqual(canonical);
    expect(targetFor("ord_01J0000000000000000000aBcD")).toEqual(canonical);
  });

  it("keeps the case of what is no id, such as a cart's token", () => {
    const token = "cart_AbCdEfGhIjKlMnOpQrStUvWxYz0";
    expect(targetFor(token).params).toEqual({ id: token });
    expect(targetFor("ORD_01j0000000000000000000abcd").params).toEqual({
      id: "ORD_01J0000000000000000000ABCD",
    });
  });

  it("has parameters that do not leave their part of the path", () => {
    expect(targetFor("../a b?c#d/é").path).toBe("/v1/admin/orders/..%2Fa%20b%3Fc%23d%2F%C3%A9/refunds");
  });

  it("has the path as it was sent if a parameter does not fit", () => {
    const long = "x".repeat(65);
    expect(targetFor(long)).toEqual({ params: null, path: `/v1/admin/orders/${long}/refunds` });
  });

  it("is the path alone if the route has no parameters", () => {
    expect(targetOf({ path: "/v1/store/carts" }, {}, "/v1/store/c%61rts")).toEqual({
      params: {},
      path: "/v1/store/carts",
    });
  });
});
