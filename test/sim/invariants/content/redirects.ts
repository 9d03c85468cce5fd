import type { Simulation } from "../../simulation.ts";
import { Broken } from "../../violation.ts";

/** Checks that every redirect leads to the end at once. */
export function checkRedirects({ world: { hosts } }: Simulation): void {
  for (const { sqlite } of hosts) {
    const [wrong] = sqlite.rows(`SELECT one.from_path AS first, next.from_path AS second FROM redirects AS one
      JOIN redirects AS next ON next.from_path = one.target LIMIT 1`);
    if (wrong !== undefined) throw new Broken("no redirect leads to another", JSON.stringify(wrong));
  }
}
