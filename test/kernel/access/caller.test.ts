import { describe, expect, it } from "vitest";
import { anonymous } from "../../../src/kernel/access/actor.ts";
import { callerKey, networkOf } from "../../../src/kernel/access/caller.ts";

describe("a caller", () => {
  it("is a credential, wherever it is used from", () => {
    const key = { kind: "apiKey", id: "key_1" } as const;
    expect(callerKey(key, "192.0.2.1")).toBe(callerKey(key, "192.0.2.2"));
  });

  it("without a credential is an address", () => {
    expect(callerKey(anonymous, "192.0.2.1")).not.toBe(callerKey(anonymous, "192.0.2.2"));
  });

  it("cannot be imitated by an address", () => {
    expect(callerKey(anonymous, "key_1")).not.toBe(callerKey({ kind: "apiKey", id: "key_1" }, undefined));
  });
});

describe("an IPv6 network", () => {
  it.each([
    ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
    ["2001:DB8:1:2::", "2001:db8:1:2::/64"],
    ["2001:0db8::1", "2001:db8:0:0::/64"],
    ["::1", "0:0:0:0::/64"],
  ])("of %s is %s", (address, network) => {
    expect(networkOf(address)).toBe(network);
  });
});
