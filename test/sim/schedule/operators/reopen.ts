import { platformToken } from "../../../../src/kernel/access/actor.ts";
import { newUlid } from "../../../../src/kernel/values/id.ts";
import type { Simulation } from "../../simulation.ts";
import { Broken } from "../../violation.ts";
import type { Host } from "../../world/object/host.ts";
import { simulatedModules } from "../../world/world.ts";
import type { Outcome } from "../outcome.ts";

/** An operator suspends a tenant, or turns off its orders and what requires them. */
export function close(simulation: Simulation, host: Host, how: "suspended" | "without orders"): Outcome {
  if (how === "suspended") must(simulation, host, "tenants.setStatus", { status: "suspended" });
  else for (const slug of ["checkout", "orders"]) must(simulation, host, "tenants.disableModule", { slug });
  return "done";
}

/** An operator resumes a tenant and turns on all its modules, those first that others require. */
export function reopen(simulation: Simulation, host: Host): Outcome {
  const { suspended, disabled } = simulation.logs[host.index]?.tenancy() ?? open;
  if (suspended) must(simulation, host, "tenants.setStatus", { status: "active" });
  const left = simulatedModules.filter(({ name }) => disabled.has(name));
  while (left.length > 0) {
    const next = left.findIndex(({ requires }) => !left.some(({ name }) => requires.includes(name)));
    const [module] = left.splice(Math.max(0, next), 1);
    must(simulation, host, "tenants.enableModule", { slug: module?.name });
  }
  return suspended || disabled.size > 0 ? "done" : "nothing was closed";
}

const open = { suspended: false, disabled: new Set<string>() };

function must({ world }: Simulation, host: Host, command: string, input: object): void {
  const correlationId = newUlid(world.clock.now(), world.random);
  const request = { command, input, actor: platformToken, correlationId, epoch: host.epoch };
  const result = host.wake().core.execute(request);
  if (!result.ok)
    throw new Broken("a tenant that is resumed is open again", `${command}: ${result.refusal.detail}`);
}
