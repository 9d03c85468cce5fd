import type { Model } from "./model.ts";
import type { Expected, Step } from "./steps.ts";

/** The modules that are turned off and on, and which of them each requires. */
const requires: Readonly<Record<string, readonly string[]>> = {
  checkout: ["catalogue"],
  catalogue: [],
  holds: [],
};

/** Why nothing comes of a step, or null. */
export function closedTo({ suspended, off }: Model, step: Step): Expected | null {
  if (suspended && step.do !== "suspend" && step.do !== "resume") return "tenant-suspended";
  return off.has(moduleOf(step)) ? "not-found" : null;
}

/** The module that a step asks. */
function moduleOf({ do: name }: Step): string {
  switch (name) {
    case "hold":
    case "give back":
    case "take":
      return "holds";
    case "count":
    case "adjust":
    case "open place":
    case "make default":
    case "close place":
      return "inventory";
    case "suspend":
    case "resume":
    case "turn off":
    case "turn on":
    case "speak":
    case "save":
    case "go back":
      return "tenants";
    case "create":
    case "rename":
    case "move":
    case "remove":
    case "remove variant":
    case "relabel":
    case "change options":
    case "translate":
    case "remove translation":
    case "collect":
    case "put":
    case "take out":
      return "catalogue";
  }
}

export function setSuspended(model: Model, suspended: boolean): Expected {
  model.suspended = suspended;
  return "ok";
}

export function turnOff({ off }: Model, module: string): Expected {
  const dependents = Object.keys(requires).filter(
    (name) => requires[name]?.includes(module) && !off.has(name),
  );
  if (!off.has(module) && dependents.length > 0) return "module-dependencies";
  off.add(module);
  return "ok";
}

export function turnOn({ off }: Model, module: string): Expected {
  if (off.has(module) && requires[module]?.some((name) => off.has(name))) return "module-dependencies";
  off.delete(module);
  return "ok";
}

export function save(model: Model): Expected {
  const { saved: _, ...now } = model;
  model.saved = structuredClone(now);
  return "ok";
}

/** Everything is as it was saved, but names are not given twice. */
export function goBack(model: Model): Expected {
  if (model.saved !== null) Object.assign(model, { ...structuredClone(model.saved), made: model.made });
  return "ok";
}
