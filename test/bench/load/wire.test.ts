import { describe, expect, it } from "vitest";
import { filled, rawRequest } from "./wire.ts";
import { get, mixOf, post } from "./workload.ts";

const workload = mixOf("http://127.0.0.1:8080", [], { "X-Tenant": "demo" });

describe("a request on the wire", () => {
  it("has the headers of its workload and its own", () => {
    expect(rawRequest(workload, get("/v1/store/products"))).toBe(
      "GET /v1/store/products HTTP/1.1\r\nHost: 127.0.0.1:8080\r\nX-Tenant: demo\r\n\r\n",
    );
  });

  it("states the length of its body in bytes", () => {
    const request = rawRequest(workload, post("/carts", { note: "für" }, { "Idempotency-Key": "{key}" }));
    expect(request).toContain(
      "Content-Type: application/json\r\nIdempotency-Key: {key}\r\nContent-Length: 15\r\n",
    );
    expect(request.endsWith('\r\n\r\n{"note":"für"}')).toBe(true);
  });
});

describe("placeholders", () => {
  it("are replaced by what is known", () => {
    expect(filled("/v1/store/carts/{cart}/items", { cart: "cart_1" })).toBe("/v1/store/carts/cart_1/items");
  });

  it("leave JSON and unknown names alone", () => {
    expect(filled('{"a":{},"b":"{other}"}', { cart: "cart_1" })).toBe('{"a":{},"b":"{other}"}');
  });
});
