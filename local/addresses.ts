/** The addresses and credentials of a running platform. */
export interface Addresses {
  url: string;
  port: number;
  stateDir: string;
  demoKey: string;
  /** The platform token, if this start generated it. */
  token: string | null;
  /** Whether the environment has the platform token. */
  given: boolean;
}

/** Prints all addresses. Programs that start the platform wait for the last line. */
export function printAddresses({ url, port, stateDir, demoKey, token, given }: Addresses): void {
  const place = given ? "the value of PLATFORM_TOKEN" : `in ${stateDir}/platform-token`;
  const store = `http://demo.localhost:${port}`;
  console.log(`
RusToK Edge is running.

  Store           ${store}/v1/store/products
  Admin API       ${url}/v1/admin
  Docs            ${url}/docs
  OpenAPI         ${url}/openapi.json
  State           ${stateDir}
  Platform token  ${token === null ? place : `${token} (also in ${stateDir}/platform-token)`}
  Demo admin key  ${demoKey}

Try:

  curl '${store}/v1/store/products?limit=3'
  curl '${url}/v1/store/products?category=shelter&locale=de&currency=USD' -H 'X-Tenant: demo'
  curl '${url}/v1/admin/products?limit=3' -H 'Authorization: Bearer ${demoKey}'

ready ${url}`);
}
