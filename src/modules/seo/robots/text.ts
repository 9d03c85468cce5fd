/** A shopper's own pages have nothing to be found. */
const usual = "User-agent: *\nDisallow: /cart\nDisallow: /checkout\nDisallow: /account\n";

/** A robots.txt (RFC 9309): what the setting says, or else what is usual. It names the sitemap, unless it names one already. */
export function robotsText(setting: string | null, sitemap: string): string {
  const text = (setting ?? usual).replaceAll(/\r\n?/g, "\n");
  const whole = text === "" || text.endsWith("\n") ? text : `${text}\n`;
  return /^sitemap\s*:/im.test(whole) ? whole : `${whole}\nSitemap: ${sitemap}\n`;
}
