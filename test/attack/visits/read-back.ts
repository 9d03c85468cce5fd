import type { Fire } from "../driver/request.ts";
import { withHeader } from "../driver/request.ts";
import { faultsInAnswer } from "../oracles/answer.ts";
import type { Tally } from "../report/tally.ts";
import { hiddenFrom, type Target } from "../town/target.ts";
import { folderOf } from "../town/things.ts";
import type { Town } from "../town/town.ts";

/** What somebody with an account, a cart or an order sees of it. Nobody else can read it later. */
const own = [
  "/v1/store/customers/me/addresses",
  "/v1/store/customers/me/cart",
  "/v1/store/orders",
  "/v1/auth/me",
  "/v1/auth/passkeys",
  "/v1/auth/sessions",
];

interface Reading {
  readonly fire: Fire;
  readonly town: Town;
  readonly tally: Tally;
}

/** Reads what was attacked, as its own caller: the thing itself, and all that an account has. */
export async function readBack({ fire, town, tally }: Reading, target: Target): Promise<void> {
  const { base, operation } = target;
  const owners = hiddenFrom(target);
  for (const path of pathsOf(target)) {
    const shot = withHeader({ ...base, method: "GET", path, body: null }, "Content-Type", undefined);
    const heard = await fire(shot);
    const faults = faultsInAnswer({ shot }, heard, town.marks, owners);
    const what = `${path} after attacks on ${operation.id}`;
    for (const fault of faults) tally.blame({ kind: "what is left behind", what, fault, shot }, operation.id);
  }
}

function pathsOf({ operation, base, isStaff, town }: Target): readonly string[] {
  const folder = folderOf(operation.path);
  const name = operation.path.includes("{") ? base.path.slice(folder.length + 1).split(/[/?]/)[0] : undefined;
  const single = town.plan.operations.some(
    ({ method, path }) => method === "GET" && path.startsWith(`${folder}/{`) && path.endsWith("}"),
  );
  return [...(single && name !== undefined ? [`${folder}/${name}`] : []), ...(isStaff ? [] : own)];
}
