import type { Scope } from "../scope.ts";

/** A path of the platform itself: no tenant, no credential, no permission. */
export interface Page {
  readonly path: string;
  readonly render: (scope: Scope, params: Readonly<Record<string, string>>) => Promise<Response>;
}

export function page(path: string, render: Page["render"]): Page {
  return { path, render };
}
