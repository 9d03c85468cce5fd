import { carryTo } from "../../support/e2e/carrier.ts";
import type { Parcel, Received } from "../../support/http/sender.ts";
import { addressOf } from "./addresses.ts";

type Carry = ReturnType<typeof carryTo>;

/** A request that never leaves: its answer is the credential that it would have had. */
export const probePath = "/attack/credential";

/** How those who prepare attacks send their requests: each from an address of its own, until there are no more. */
export function carriersTo(port: number): (caller: number) => Carry {
  const carryByAddress = new Map<string, Carry>();
  return (caller) => {
    const address = addressOf(caller);
    const carry = carryByAddress.get(address) ?? carryTo(port, address);
    carryByAddress.set(address, carry);
    return async (parcel: Parcel) =>
      parcel.path === probePath
        ? { status: 200, headers: new Headers(), text: parcel.headers.Authorization ?? "" }
        : persistent(carry, parcel);
  };
}

/** The server may close a connection at the moment at which it is used again. */
async function persistent(carry: Carry, parcel: Parcel): Promise<Received> {
  try {
    return await carry(parcel);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ECONNRESET") return carry(parcel);
    throw error;
  }
}
