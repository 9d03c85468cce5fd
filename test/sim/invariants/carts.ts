import { createHash } from "node:crypto";
import { z } from "zod";
import type { ExecuteResult } from "../../../durable-objects/write/transaction.ts";
import { platformToken } from "../../../src/kernel/access/actor.ts";
import type { Request } from "../clients/requests.ts";
import { Broken } from "../violation.ts";
import type { Host } from "../world/object/host.ts";

const hour = 60 * 60 * 1000;
const day = 24 * hour;
const lifetimes = { empty: day, other: 30 * day } as const;

const invariant = "a cart expires when its time is over";

/** Until when a shopper must find each cart, without the platform's own rules. */
export interface CartWatch {
  /** Reads the answer to a request of a shopper. */
  readonly read: (host: Host, request: Request, result: ExecuteResult, now: number) => void;
  /** The request may or may not have had its effect. */
  readonly lost: (request: Request) => void;
  /** A cart that expires within a time, and when. */
  readonly expiring: (
    which: number,
    now: number,
    within: number,
  ) => { readonly id: string; readonly at: number } | null;
  /** Breaks unless the shopper finds a cart that has not expired. */
  readonly visit: (host: Host, id: string, now: number) => void;
  /** The object was restored to an earlier time. */
  readonly forget: () => void;
  /** The clock was ahead until now, and goes back. Carts that had expired by it may be gone. */
  readonly clockGoesBack: (from: number) => void;
}

const content = z.looseObject({ items: z.array(z.unknown()) });
const opened = z.object({ sealed: z.string(), cart: content });
const named = z.looseObject({ id: z.string().startsWith("cart_") });

/** What the object stores in place of a cart's token. */
function hashOf(token: string): string {
  return createHash("sha256").update(token.slice("cart_".length)).digest("base64url");
}

export function createCartWatch(): CartWatch {
  const expiryById = new Map<string, number>();
  const check = (id: string, refusedWith: string | null, now: number) => {
    const expiresAt = expiryById.get(id);
    if (refusedWith === "not-found" && expiresAt !== undefined && now < expiresAt)
      throw new Broken(invariant, `${id} was gone at ${now}, not ${expiresAt}`);
  };
  return {
    read(host, { spec }, result, now) {
      if (!spec.command.startsWith("checkout.")) return;
      const { data: asked } = named.safeParse(spec.input);
      if (!result.ok) {
        if (asked !== undefined) check(asked.id, result.refusal.code, now);
        return;
      }
      if (result.replayed) return;
      const { data: made } = opened.safeParse(result.answer);
      const answered = made?.cart ?? content.safeParse(result.answer).data;
      const id = made?.sealed.startsWith("cart_") === true ? made.sealed : asked?.id;
      if (id === undefined) return;
      const expiresAt = now + (answered?.items.length === 0 ? lifetimes.empty : lifetimes.other);
      const [row] = host.sqlite.rows("SELECT expires_at FROM carts WHERE token_hash = ?1", hashOf(id));
      if (Number(row?.expires_at) !== expiresAt)
        throw new Broken(invariant, `${id} is stored until ${row?.expires_at}, not ${expiresAt}`);
      expiryById.set(id, expiresAt);
    },
    lost({ spec }) {
      const { data: asked } = named.safeParse(spec.input);
      if (asked !== undefined) expiryById.delete(asked.id);
    },
    expiring(which, now, within) {
      const soon = [...expiryById].filter(([, at]) => at > now && at <= now + within);
      const found = soon[which % Math.max(1, soon.length)];
      return found === undefined ? null : { id: found[0], at: found[1] };
    },
    visit(host, id, now) {
      const read = host.wake().core.ask({ query: "checkout.readCart", input: { id }, actor: platformToken });
      check(id, read.ok ? null : read.refusal.code, now);
    },
    forget: () => expiryById.clear(),
    clockGoesBack(from) {
      for (const [id, at] of expiryById) if (at <= from) expiryById.delete(id);
    },
  };
}
