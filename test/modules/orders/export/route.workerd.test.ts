import { beforeAll, describe, expect, it } from "vitest";
import { act, placeOrder } from "../../../support/http/orders.ts";
import { send } from "../../../support/http/request.ts";
import { type MintedTenant, mintTenant } from "../../../support/http/tenants.ts";

let tenant: MintedTenant;

beforeAll(async () => {
  tenant = await mintTenant();
});

const list = (query: string, headers: Readonly<Record<string, string>>) =>
  send("get", `/v1/admin/orders${query}`, { key: tenant.adminKey, headers });

describe("the list of orders", () => {
  it("is CSV for who accepts that, with the same filters, and JSON for everybody else", async () => {
    const { id, number } = await placeOrder(send, tenant);
    const captured = await act(send, tenant, id, "capture");
    const token = captured.headers.get("Consistency-Token") ?? "";
    const csv = await list("", { Accept: "text/csv", "Consistency-Token": token });
    expect(csv.status, csv.text).toBe(200);
    expect(csv.headers.get("Content-Type")).toBe("text/csv; charset=utf-8");
    expect(csv.text.split("\n")[0]).toMatch(/^Name,Email,Financial Status,/);
    expect(csv.text).toContain(`#${number},`);
    const none = await list("?status=delivered&format=csv", {});
    expect(none.text.trim().split("\n")).toHaveLength(1);
    const json = await list("", { Accept: "*/*" });
    expect(json.headers.get("Content-Type")).toBe("application/json");
  });
});
