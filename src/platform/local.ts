/**
 * Whether this Worker runs on one machine, for development: `npm start` gives it the domain `localhost` and stores mail
 * instead of sending it. A deployed Worker has a domain of its own, and its requests can't reach the machine it runs on.
 */
export function isLocalPlatform(env: object): boolean {
  return Reflect.get(env, "PLATFORM_DOMAIN") === "localhost" && Reflect.get(env, "MAIL") === "mailbox";
}
