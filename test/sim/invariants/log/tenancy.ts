import { z } from "zod";
import type { ExecuteResult } from "../../../../durable-objects/write/transaction.ts";
import type { Module } from "../../../../src/kernel/module.ts";
import { Broken } from "../../violation.ts";

/** Whether a tenant is suspended, and which modules it has turned off, as its log says. */
export interface Tenancy {
  readonly suspended: boolean;
  readonly disabled: ReadonlySet<string>;
}

/** Observes suspensions and modules, without the platform's own rules. */
export interface TenancyWatch {
  /** Reads the next event. Breaks if it must not happen at present. */
  readonly read: (row: { readonly type: string; readonly data: string }) => void;
  readonly now: () => Tenancy;
  /** Forgets everything, to read the log again from the start. */
  readonly reset: () => void;
}

const named = z.object({ module: z.string() });

/** What still changes while a tenant is suspended: it is resumed, and operators keep its deliveries running. */
const whileSuspended = /^(?:platform\.tenant\.|index\.)/;

export function createTenancyWatch(modules: readonly Module[]): TenancyWatch {
  let suspended = false;
  const disabled = new Set<string>();
  const judgeModules = () => {
    for (const { name, requires } of modules) {
      const missing = requires.find((required) => disabled.has(required));
      if (missing !== undefined && !disabled.has(name))
        throw new Broken(
          "a module is on only with the modules that it requires",
          `${name} without ${missing}`,
        );
    }
  };
  return {
    read({ type, data }) {
      if (suspended && !whileSuspended.test(type))
        throw new Broken("a suspended tenant changes nothing", `${type} was written`);
      switch (type) {
        case "platform.tenant.suspended":
          suspended = true;
          return;
        case "platform.tenant.resumed":
          suspended = false;
          return;
        case "platform.module.disabled":
          disabled.add(named.parse(JSON.parse(data)).module);
          judgeModules();
          return;
        case "platform.module.enabled":
          disabled.delete(named.parse(JSON.parse(data)).module);
          judgeModules();
          return;
        case "order.cancelled":
          // Nobody but the orders' own job expires an order.
          if (disabled.has("orders"))
            throw new Broken("a module that is off does nothing", `${type} was written`);
      }
    },
    now: () => ({ suspended, disabled: new Set(disabled) }),
    reset() {
      suspended = false;
      disabled.clear();
    },
  };
}

/** The command that ends a suspension, and those of operators. */
const admitted = /^(?:tenants\.setStatus$|ops\.)/;

/** Checks an answer against what was open before the request. `owner` is the module that the command belongs to. */
export function judgeOpen(
  command: string,
  owner: string | undefined,
  result: ExecuteResult,
  before: Tenancy,
): void {
  const shut = before.suspended && !admitted.test(command);
  const off = owner !== undefined && before.disabled.has(owner);
  if (result.ok) {
    if (shut) throw new Broken("a suspended tenant changes nothing", `${command} was accepted`);
    if (off) throw new Broken("a module that is off does nothing", `${command} of ${owner} was accepted`);
    return;
  }
  const { code, detail } = result.refusal;
  if (code === "tenant-suspended" && !shut)
    throw new Broken("a tenant that is resumed is open again", `${command} was refused`);
  if (code === "not-found" && detail?.startsWith("The module") === true && !off)
    throw new Broken("a tenant that is resumed is open again", `${command} of ${owner} was refused`);
}
