import type { Simulation } from "../../simulation.ts";
import { checkComments } from "./comments.ts";
import { checkRedirects } from "./redirects.ts";
import { checkSitemap } from "./sitemap.ts";
import { checkSlugs } from "./slugs.ts";
import { checkTerms } from "./terms.ts";

/** Checks, once settled, what the read model says of content against what the objects have. */
export async function checkContent(simulation: Simulation): Promise<void> {
  await checkComments(simulation);
  await checkTerms(simulation);
  checkSlugs(simulation);
  checkSitemap(simulation);
  checkRedirects(simulation);
}
