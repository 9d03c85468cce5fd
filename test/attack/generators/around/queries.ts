import { oneOf, type Random } from "../../driver/random.ts";
import type { Generator } from "../attack.ts";
import { allTexts } from "../bodies/texts.ts";

const encoded = (text: string) => encodeURIComponent(text.toWellFormed());

/** Values as they are in an address: some have no encoding that is right. */
const values: readonly string[] = [
  ...[
    "",
    "%00",
    "%ff",
    "%C0%AF",
    "%D8%00",
    "%",
    "%zz",
    "%25%32%35",
    "+",
    "%2B",
    "-1",
    "0",
    "1e999",
    "NaN",
    "-0",
  ],
  ...[
    "9007199254740993",
    "99999999999999999999",
    "null",
    "true",
    "[]",
    "{}",
    "[object%20Object]",
    "*",
    "%25",
    "_",
  ],
  ...[
    "2030-02-30",
    "0000-00-00",
    "9999-12-31T23:59:60Z",
    "en_US",
    "x-x",
    "USD%20",
    "usd",
    "a.b",
    "..",
    "%2e%2e%2f",
  ],
  ...allTexts.map(encoded),
];

const long = (random: Random) => "x".repeat(1 + Math.floor(random() * 6_000));

type Pollute = (name: string, value: string, random: Random) => string;

const forms: Readonly<Record<string, Pollute>> = {
  "a hostile value": (name, value) => `${name}=${value}`,
  "a hostile value, once more": (name, value) => `${name}=${value}`,
  twice: (name, value, random) => `${name}=${oneOf(values, random)}&${name}=${value}`,
  "as a list": (name, value) => `${name}[]=${value}&${name}[0]=1`,
  "as an object": (name, value) => `${name}[__proto__]=${value}&${name}.x=1`,
  "an encoded name": (name, value) =>
    `%${name.charCodeAt(0).toString(16)}${name.slice(1)}=${value}&${name}=${value}`,
  "a name in capital letters": (name, value) => `${name.toUpperCase()}=${value}`,
  "a NUL in the name": (name, value) => `${name}%00=${value}`,
  "unknown names": (_, value) => `__proto__=1&constructor=${value}&debug=1&admin=true`,
  "separated by semicolons": (name, value) => `${name}=1;${name}=${value};x`,
  "without a value": (name) => `${name}&${name}=&=&&&`,
  "very long": (name, _, random) => `${name}=${long(random)}`,
  many: (name, value) => Array.from({ length: 300 }, () => `${name}=${value.slice(0, 8)}`).join("&"),
  "a second question mark": (name, value) => `${name}=1?${name}=${value}`,
  "another method": () => "_method=DELETE&method=delete&X-HTTP-Method-Override=DELETE",
  "another tenant": () => "tenant=other&X-Tenant=other&tenantId=ten_01J00000000000000000000000",
};

/** Parameters with hostile values and names, and parameters that come twice. */
export const queries: Generator = {
  kind: "polluted parameters",
  weight: 8,
  make({ base, operation }, random) {
    const names = operation.queryNames;
    if (names.length === 0 && random() < 0.7) return null;
    const what = oneOf(Object.keys(forms), random);
    const name = names.length === 0 ? "locale" : oneOf(names, random);
    const query = forms[what]?.(name, oneOf(values, random), random) ?? "";
    const path = `${base.path}${base.path.includes("?") ? "&" : "?"}${query}`;
    return { kind: this.kind, what: `${what}: ${query.slice(0, 100)}`, shot: { ...base, path } };
  },
};
