/** The address that the guides are written with: that of `npm start` without settings. */
const written = /http:\/\/((?:[a-z0-9-]+\.)*)localhost:8787\b/g;

/**
 * Replaces the addresses in a guide by those of the request that asks for it, so that its calls can be copied. Tenants have
 * subdomains of the platform's domain.
 */
export function withOwnAddresses(text: string, url: URL, platformDomain: string): string {
  // Anybody can send a Host header. The guide is HTML, and its calls are run in a shell.
  if (!plainHost.test(url.host)) return text;
  const port = url.port === "" ? "" : `:${url.port}`;
  const isTenant = platformDomain !== "" && url.hostname.endsWith(`.${platformDomain}`);
  const platform = isTenant ? platformDomain + port : url.host;
  const tenants = platformDomain === "" ? platform : platformDomain + port;
  return text.replace(
    written,
    (_, subdomain: string) => `${url.protocol}//${subdomain}${subdomain === "" ? platform : tenants}`,
  );
}

const plainHost = /^(?:[a-z0-9.-]+|\[[0-9a-f:.]+\])(?::\d+)?$/;
