/** Whose secret a mark is: of another tenant, or of another customer of the same tenant. */
export type Owner = "tenant" | "customer";

const pattern = /zq[0-9a-f]{24}[tc]/g;

/** Unguessable texts, planted where only their owner may see them. */
export class Marks {
  #planted = new Set<string>();
  /** Ids of the other tenant's things. */
  readonly #ids = new Set<string>();

  plant(owner: Owner): string {
    const mark = `zq${crypto.randomUUID().replaceAll("-", "").slice(0, 24)}${owner === "tenant" ? "t" : "c"}`;
    this.#planted.add(mark);
    return mark;
  }

  /** Marks that came to rest somewhere. Those in a refused request are nobody's. */
  get count(): number {
    return this.#planted.size;
  }

  own(ids: Iterable<string>): void {
    for (const id of ids) if (ulid.test(id)) this.#ids.add(bare(id));
  }

  /** What a text shows of others. `known` is what its reader already had. */
  in(text: string, owners: readonly Owner[], known = ""): readonly string[] {
    const shown = text.toLowerCase();
    const marks = [...shown.matchAll(pattern)].flatMap(([mark]) =>
      this.#planted.has(mark) && owners.includes(mark.endsWith("t") ? "tenant" : "customer") ? [mark] : [],
    );
    const ids = owners.includes("tenant")
      ? (text.match(/[0-9A-HJKMNP-TV-Z]{26}/g) ?? []).filter((id) => this.#ids.has(id))
      : [];
    return [...new Set([...marks, ...ids])].filter((one) => !known.toUpperCase().includes(one.toUpperCase()));
  }
}

const ulid = /(?:^|_)[0-9A-HJKMNP-TV-Z]{26}$/;

function bare(id: string): string {
  return id.slice(-26);
}
