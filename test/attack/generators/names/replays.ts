import { oneOf } from "../../driver/random.ts";
import { type Fire, type Heard, type Shot, withHeader } from "../../driver/request.ts";
import type { Target } from "../../town/target.ts";
import type { Generator, Judge } from "../attack.ts";

const isReplay = ({ headers }: Heard) => headers.get("Idempotent-Replayed") === "true";

/** Another caller, tenant or body must not be answered with what the key's owner was answered. */
function notTheAnswer(others: readonly (readonly [string, Shot])[]): Judge {
  return async (heard: Heard, fire: Fire) => {
    if (heard.status >= 300) return [];
    const faults: string[] = [];
    for (const [who, shot] of others) {
      const answer = await fire(shot);
      if (isReplay(answer)) faults.push(`${who} gets the answer of the key's owner`);
    }
    return faults;
  };
}

function othersOf({ town, operation, isStaff }: Target, shot: Shot): readonly (readonly [string, Shot])[] {
  const stranger = withHeader(shot, "Authorization", `Bearer ${town.bystander.adminKey}`);
  const colleague = withHeader(shot, "Authorization", `Bearer ${town.mine.managerKey}`);
  const nobody = withHeader(withHeader(shot, "Authorization", undefined), "X-Tenant", town.mine.slug);
  const isOpen = operation.route.access === "public";
  const changed =
    typeof shot.body === "string"
      ? `${shot.body.replace(/\}$/, "")}${operation.takesFile ? "x,y\n" : ',"x":1}'}`
      : null;
  return [
    ...(isStaff && !isOpen ? [["another tenant", stranger] as const] : []),
    ...(isStaff && !isOpen ? [["a colleague", colleague] as const] : []),
    ...(isOpen && isStaff ? [["nobody", nobody] as const] : []),
    ...(changed === null ? [] : [["another body", { ...shot, body: changed }] as const]),
  ];
}

const badKeys = [
  "",
  " ",
  "a b",
  "x".repeat(256),
  "__proto__",
  "a,b",
  "\u00e4",
  "'; DROP TABLE--",
  "a\tb",
  "short",
];

/** Keys that others have used, and keys that are none. */
export const replays: Generator = {
  kind: "replayed idempotency keys",
  weight: 3,
  make(target, random) {
    const { operation, base } = target;
    if (operation.method !== "POST") return null;
    if (random() < 0.5) {
      const key = oneOf(badKeys, random);
      return {
        kind: this.kind,
        what: `the key ${JSON.stringify(key.slice(0, 20))}`,
        shot: withHeader(base, "Idempotency-Key", key),
      };
    }
    const shot = withHeader(base, "Idempotency-Key", crypto.randomUUID());
    const others = othersOf(target, shot);
    return { kind: this.kind, what: "the key of somebody else", shot, judge: notTheAnswer(others) };
  },
};
