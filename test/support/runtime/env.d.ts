/// <reference types="@cloudflare/vitest-plugin/types" />

declare namespace Cloudflare {
  interface Env {
    /** The read model's schema, available only to tests. */
    D1_MIGRATIONS: import("cloudflare:test").D1Migration[];
  }
}
