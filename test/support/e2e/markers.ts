/** Where a secret must not be: in a line of the log, in what the platform stores about what has happened, or in a refusal. */
export type Place = "log" | "event" | "audit log" | "dead letter" | "subscription" | "refusal";

const everywhere: readonly Place[] = ["log", "event", "audit log", "dead letter", "subscription", "refusal"];

/** A text that an end-to-end run plants, to look for it afterwards. */
interface Marker {
  readonly name: string;
  readonly forms: readonly string[];
  readonly places: readonly Place[];
}

/**
 * Plants recognisable texts in a run, takes in everything that the run writes, and tells what of the one is in the other. Each
 * kind of credential, and each text that is nobody else's business, is one marker.
 */
export function createMarkers() {
  const markers: Marker[] = [];
  const seen: { readonly place: Place; readonly text: string }[] = [];
  return {
    /** A new text that is planted. It is also looked for as it looks in an address and in base64. */
    plant(name: string, make: (text: string) => string = (text) => text): string {
      const text = make(`planted-${crypto.randomUUID()}`);
      this.secret(name, text);
      return text;
    },
    /** A text that the platform has made, such as a token. Personal data may be in events, so its places can be named. */
    secret(name: string, text: string, places: readonly Place[] = everywhere): void {
      if (text.length < 12) throw new Error(`${name} is too short to be recognised`);
      const encoded = Buffer.from(text);
      const forms = [
        text,
        encodeURIComponent(text),
        encoded.toString("base64").replace(/=+$/, ""),
        encoded.toString("base64url"),
        encoded.toString("hex"),
      ];
      markers.push({ name, forms: [...new Set(forms)], places });
    },
    take(place: Place, text: string): void {
      seen.push({ place, text });
    },
    /** How much was taken in of each kind, so that a run that saw nothing is noticed. */
    count: (place: Place) => seen.filter((one) => one.place === place).length,
    /** What must not be there, and where it is. */
    leaks(): readonly string[] {
      return seen.flatMap(({ place, text }) =>
        markers
          .filter(({ forms, places }) => places.includes(place) && forms.some((form) => text.includes(form)))
          .map(({ name }) => `${name} in ${place}: ${text.slice(0, 300)}`),
      );
    },
  };
}

export type Markers = ReturnType<typeof createMarkers>;
