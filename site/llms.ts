import type { Guides } from "./read-guides.ts";

/** `/llms.txt`: what this is, and where a program finds the guides as Markdown. */
export function llmsText({ guides }: Guides): string {
  const links = guides.map(({ name, title, summary }) => `- [${title}](/docs/guides/${name}.md): ${summary}`);
  return `# RusToK Edge

> A headless commerce API for storefronts and back offices. It serves many tenants and records every change as an event.
> Storefronts call /v1/store without a credential and name their tenant by host or by the X-Tenant header. Back offices call
> /v1/admin with \`Authorization: Bearer sk_…\`. Money is an integer in the currency's minor unit.

## API

- [OpenAPI 3.1](/openapi.json): every operation, its parameters, bodies and answers.
- [Problems](/problems): the codes of all refusals.

## Guides

${links.join("\n")}
`;
}
