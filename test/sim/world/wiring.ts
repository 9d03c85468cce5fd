import type { CoreDeps, TenantCore } from "../../../durable-objects/core.ts";
import type { CanonicalRead } from "../../../src/http/cache/canonical.ts";
import type { EdgeDeps } from "../../../src/http/cache/edge.ts";
import type { Module } from "../../../src/kernel/module.ts";
import { type KeyScope, scopeOf } from "../../../src/kernel/operation/key-scope.ts";
import type { ProjectorDeps } from "../../../src/projection/projector.ts";
import type { WeightedRequest } from "../clients/specs/spec.ts";

/**
 * Parts that can be replaced. Tests use this to plant a bug. The invariant checks always use the real parts.
 */
export interface Wiring {
  readonly modules: (modules: readonly Module[]) => readonly Module[];
  readonly coreDeps: (deps: CoreDeps) => CoreDeps;
  readonly core: (core: TenantCore) => TenantCore;
  readonly projectorDeps: (deps: ProjectorDeps) => ProjectorDeps;
  readonly edgeDeps: (deps: EdgeDeps) => EdgeDeps;
  readonly canonical: (read: CanonicalRead) => CanonicalRead;
  /** What the edge distinguishes the keys of requests by. */
  readonly scopeOf: (scope: KeyScope) => readonly unknown[];
  /** What clients ask for besides what they always do. */
  readonly requests: readonly WeightedRequest[];
}

/** The real parts. */
export const soundWiring: Wiring = {
  modules: (modules) => modules,
  coreDeps: (deps) => deps,
  core: (core) => core,
  projectorDeps: (deps) => deps,
  edgeDeps: (deps) => deps,
  canonical: (read) => read,
  scopeOf,
  requests: [],
};
