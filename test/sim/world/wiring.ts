import type { CoreDeps, TenantCore } from "../../../durable-objects/core.ts";
import type { Module } from "../../../src/kernel/module.ts";
import type { ProjectorDeps } from "../../../src/projection/projector.ts";

/**
 * Where something else can be put in the place of a part: this is how a test plants a bug. Whatever judges a run works
 * with the real parts.
 */
export interface Wiring {
  readonly modules: (modules: readonly Module[]) => readonly Module[];
  readonly coreDeps: (deps: CoreDeps) => CoreDeps;
  readonly core: (core: TenantCore) => TenantCore;
  readonly projectorDeps: (deps: ProjectorDeps) => ProjectorDeps;
}

/** Everything as it is. */
export const soundWiring: Wiring = {
  modules: (modules) => modules,
  coreDeps: (deps) => deps,
  core: (core) => core,
  projectorDeps: (deps) => deps,
};
