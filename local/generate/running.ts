import { messageOf, Problem } from "../problem.ts";
import type { GroupKind, Target } from "./fill.ts";

export interface RunningOptions {
  readonly url: string;
  readonly slug: string;
  readonly platformToken: string;
}

const pluralOf = { collection: "collections", category: "categories" } as const satisfies Record<
  GroupKind,
  string
>;
const newTenantSettings = {
  defaultCurrency: "EUR",
  currencies: ["EUR", "USD"],
  defaultLocale: "en",
  locales: ["en", "de"],
};

/** The maximum number of values in a list filter. */
const handlesPerRequest = 50;

type Json = Record<string, unknown>;

/** Opens a shop of a running platform, as platform staff. Creates the tenant if it doesn't exist. */
export async function runningTarget(options: RunningOptions): Promise<Target> {
  const client = connect(options);
  const settings = await readSettings(client, options.slug);
  const locale = String(settings.defaultLocale);
  return {
    locales: async () => [locale, ...list(settings.locales).filter((other) => other !== locale)],
    async importProducts(csv) {
      const report = await client.send("POST", "/v1/admin/imports/shopify-products", csv, "text/csv");
      if (report.failed !== 0)
        throw new Problem(`The import failed: ${JSON.stringify(report).slice(0, 1_000)}`);
    },
    async idsOf(handles) {
      const idByHandle = new Map<string, string>();
      for (let start = 0; start < handles.length; start += handlesPerRequest) {
        const wanted = handles.slice(start, start + handlesPerRequest).map((handle) => `handle=${handle}`);
        const page = await client.send("GET", `/v1/admin/products?limit=100&${wanted.join("&")}`);
        for (const { handle, id } of page.items as Json[]) idByHandle.set(String(handle), String(id));
      }
      return idByHandle;
    },
    async translate(id, text) {
      await client.send("PATCH", `/v1/admin/products/${id}`, { translations: [text] });
    },
    async makeGroup(kind, title, handle) {
      const made = await client.try("POST", `/v1/admin/${pluralOf[kind]}`, {
        translations: [{ locale, title, handle }],
      });
      if (made.status === 409) return null;
      return String(client.good(made).id);
    },
    async setProducts(kind, id, productIds) {
      await client.send("PUT", `/v1/admin/${pluralOf[kind]}/${id}/products`, { productIds });
    },
    async finish() {
      await client.send("GET", "/v1/admin/products?limit=1");
    },
  };
}

async function readSettings(client: Client, slug: string): Promise<Json> {
  const found = await client.try("GET", "/v1/admin/settings");
  if (found.status !== 404) return client.good(found);
  await client.send("POST", "/v1/platform/tenants", { slug, name: slug, ...newTenantSettings });
  return client.send("GET", "/v1/admin/settings");
}

function list(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

interface Answer {
  readonly status: number;
  readonly body: Json;
}

type Client = ReturnType<typeof connect>;

/** Creates a client. Every read sees its earlier writes. */
function connect({ url, slug, platformToken }: RunningOptions) {
  let token: string | null = null;
  const attempt = async (method: string, path: string, body?: unknown, mediaType = "application/json") => {
    const response = await reach(`${url}${path}`, {
      method,
      headers: {
        Authorization: `Bearer ${platformToken}`,
        ...(path.startsWith("/v1/platform") ? {} : { "X-Tenant": slug }),
        ...(body === undefined ? {} : { "Content-Type": mediaType }),
        ...(method === "GET" && token !== null ? { "Consistency-Token": token } : {}),
      },
      ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    if (!path.startsWith("/v1/platform")) token = response.headers.get("Consistency-Token") ?? token;
    return { status: response.status, body: (await response.json()) as Json };
  };
  const good = ({ status, body }: Answer): Json => {
    if (status < 300) return body;
    throw new Problem(`The platform responded with ${status}: ${JSON.stringify(body).slice(0, 500)}`);
  };
  return {
    good,
    try: attempt,
    /** Retries a 503, which means that the read model hasn't caught up yet. */
    async send(method: string, path: string, body?: unknown, mediaType?: string): Promise<Json> {
      for (let attempts = 1; ; attempts += 1) {
        const answer = await attempt(method, path, body, mediaType);
        if (answer.status !== 503 || attempts === 60) return good(answer);
      }
    },
  };
}

async function reach(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init);
  } catch (error) {
    throw new Problem(
      `The platform at ${url} is not reachable (${messageOf(error)}). Run "npm start", or use --fast.`,
    );
  }
}
