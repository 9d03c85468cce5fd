import { defineProblems } from "../../kernel/api/problem.ts";

/** Problems of this module, besides the platform's own. */
export const problems = defineProblems({
  "duplicate-slug": {
    status: 409,
    title: "Slug already taken",
    help: "Another tenant has this slug.",
  },
  "duplicate-domain": {
    status: 409,
    title: "Domain already taken",
    help: "Another tenant uses this domain.",
  },
  "tenant-not-deleting": {
    status: 409,
    title: "Tenant not being deleted",
    help: "Only a tenant that is about to be deleted can be kept. Its `status` is `deleting` until its grace period is over.",
  },
  "module-dependencies": {
    status: 409,
    title: "Module dependency conflict",
    help: "Enable a module's dependencies before the module. Disable the modules that depend on it before disabling it. `errors` lists these modules.",
  },
  "currency-not-enabled": {
    status: 422,
    title: "Currency not enabled",
    help: "Enable the currency in the tenant's settings first.",
  },
  "locale-not-enabled": {
    status: 422,
    title: "Language not enabled",
    help: "Enable the language in the tenant's settings first (`locales`).",
  },
  "invalid-settings": {
    status: 422,
    title: "Invalid settings",
    help: "The settings contradict each other. The default locale and currency must be among the enabled ones.",
  },
});

declare module "../../kernel/api/problem.ts" {
  interface ProblemRegister {
    readonly tenants: typeof problems;
  }
}
