/**
 * Converts a host name in Unicode to its ASCII form: `xn--80a1acny.xn--p1ai` for `почта.рф`. Other text stays as it is.
 */
export function asciiHost(host: string): string {
  if (isAscii.test(host) || urlSyntax.test(host)) return host;
  return URL.parse(`http://${host}`)?.hostname ?? host;
}

const isAscii = /^\p{ASCII}*$/u;
const urlSyntax = /[/?#\\@:%\s[\]]/;
