const svg = (inside: string, more = "") =>
  `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9"${more}><circle r="1"/>${inside}</svg>`;

/** Drawings that try to run `alert`, or to fetch something from elsewhere. */
export const evasiveDrawings: readonly string[] = [
  svg("<script>alert(1)</script>"),
  svg('<script type="text/javascript"><![CDATA[alert(1)]]></script>'),
  svg('<script href="https://other.example/xss.js"/>'),
  svg('<script xlink:href="data:text/javascript,alert(1)"/>'),
  svg("", ' onload="alert(1)"'),
  svg('<image href="x" onerror="alert(1)"/>'),
  svg('<a xlink:href="javascript:alert(1)"><text x="1" y="5">x</text></a>'),
  svg('<a href="javas&#x09;cript:alert(1)"><text x="1" y="5">x</text></a>'),
  svg('<a><animate attributeName="href" values="javascript:alert(1)"/><text y="5">x</text></a>'),
  svg(
    '<set attributeName="onmouseover" to="alert(1)"/><animate onbegin="alert(1)" attributeName="x" dur="1s"/>',
  ),
  svg(
    '<use href="data:image/svg+xml;base64,PHN2ZyBpZD0ieCIgeG1sbnM9Imh0dHA6Ly93d3cudzMub3JnLzIwMDAvc3ZnIj48c2NyaXB0PmFsZXJ0KDEpPC9zY3JpcHQ+PC9zdmc+#x"/>',
  ),
  svg('<use xlink:href="https://other.example/x.svg#x"/>'),
  svg('<image xlink:href="https://other.example/x.png"/>'),
  svg(
    '<foreignObject width="9" height="9"><body xmlns="http://www.w3.org/1999/xhtml" onload="alert(1)"><script>alert(1)</script><iframe src="javascript:alert(1)"/></body></foreignObject>',
  ),
  svg(
    "<style>@import url(https://other.example/x.css); circle { fill: url(https://other.example/x#y) }</style>",
  ),
  svg('<style><img src="</style><img src=x onerror=alert(1)//"></style>'),
  svg(
    '<title><img src=x onerror=alert(1)></title><desc><svg onload="alert(1)"/></desc>'
      .replace("=x", '="x"')
      .replace("=alert(1)>", '="alert(1)"/>'),
  ),
  svg("<desc>&lt;/desc&gt;&lt;script&gt;alert(1)&lt;/script&gt;</desc>"),
  svg("<title>&lt;img src=x onerror=alert(1)&gt;</title><text>&lt;img src=x onerror=alert(1)&gt;</text>"),
  svg('<handler xmlns:ev="http://www.w3.org/2001/xml-events" ev:event="load">alert(1)</handler>'),
  svg('<h:script xmlns:h="http://www.w3.org/1999/xhtml">alert(1)</h:script>'),
  svg('<x:script xmlns:x="http://www.w3.org/2000/svg">alert(1)</x:script>'),
  svg('<iframe xmlns="http://www.w3.org/1999/xhtml" src="javascript:alert(1)"/>'),
  svg('<path d="M0 0" fill="url(https://other.example/x#y)" onclick="alert(1)"/>'),
  `<?xml version="1.0"?><?xml-stylesheet href="https://other.example/x.xsl" type="text/xsl"?>${svg("")}`,
  `<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY a "<script xmlns='http://www.w3.org/2000/svg'>alert(1)</script>">]>${svg("&a;")}`,
  `<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY % x SYSTEM "https://other.example/x.dtd"> %x;]>${svg("")}`,
  `<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "https://other.example/x.dtd" [<!ATTLIST circle onload CDATA "alert(1)">]>${svg("")}`,
  `${svg("")}<script xmlns="http://www.w3.org/1999/xhtml">alert(1)</script>`,
  "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'></svg>",
  "<svg><circle r='1'/></svg><img src=x onerror=alert(1)>",
];
