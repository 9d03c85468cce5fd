import { Parser } from "htmlparser2";
import { describe, expect, it } from "vitest";
import { loadRenderer } from "../../../../src/modules/content/bodies/render.ts";

const render = await loadRenderer();

/** From OWASP's filter evasion cheat sheet, and what Markdown adds to it. */
const attacks = [
  "<script>alert(1)</script>",
  "<SCRIPT SRC=https://evil.example/xss.js></SCRIPT>",
  '<IMG SRC="javascript:alert(1);">',
  "<IMG SRC=javascript:alert(1)>",
  "<IMG SRC=JaVaScRiPt:alert(1)>",
  "<IMG SRC=`javascript:alert(1)`>",
  '\\<a onmouseover="alert(1)"\\>x\\</a\\>',
  '<a onmouseover="alert(1)">x</a>',
  '<IMG """><SCRIPT>alert(1)</SCRIPT>"\\>',
  '<IMG SRC=# onmouseover="alert(1)">',
  '<IMG SRC=/ onerror="alert(1)"></img>',
  '<img src=x onerror="&#0000106&#0000097&#0000118&#0000097&#0000115">',
  "<IMG SRC=&#106;&#97;&#118;&#97;&#115;&#99;&#114;&#105;&#112;&#116;&#58;alert(1)>",
  "<IMG SRC=&#x6A&#x61&#x76&#x61&#x73&#x63&#x72&#x69&#x70&#x74&#x3A&#x61>",
  '<a href="jav\tascript:alert(1);">x</a>',
  '<a href="jav&#x09;ascript:alert(1);">x</a>',
  '<a href="jav&#x0A;ascript:alert(1);">x</a>',
  '<a href=" &#14; javascript:alert(1);">x</a>',
  '<a href="java\0script:alert(1)">x</a>',
  '<SCRIPT/XSS SRC="https://evil.example/xss.js"></SCRIPT>',
  "<BODY onload!#$%&()*~+-_.,:;?@[/|\\]^`=alert(1)>",
  "<<SCRIPT>alert(1);//\\<</SCRIPT>",
  "<SCRIPT SRC=https://evil.example/xss.js?< B >",
  '<IMG SRC="`<javascript:alert>`(1)"',
  "</TITLE><SCRIPT>alert(1);</SCRIPT>",
  '<INPUT TYPE="IMAGE" SRC="javascript:alert(1);">',
  '<BODY BACKGROUND="javascript:alert(1)">',
  '<STYLE>li {list-style-image: url("javascript:alert(1)");}</STYLE><UL><LI>x</UL>',
  "<svg/onload=alert(1)>",
  "<svg><script>alert(1)</script></svg>",
  "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></table></mtext></math>",
  '<LINK REL="stylesheet" HREF="javascript:alert(1);">',
  '<META HTTP-EQUIV="refresh" CONTENT="0;url=javascript:alert(1);">',
  '<IFRAME SRC="javascript:alert(1);"></IFRAME>',
  '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
  '<TABLE BACKGROUND="javascript:alert(1)"><TD BACKGROUND="javascript:alert(1)">',
  '<DIV STYLE="background-image: url(javascript:alert(1))">x</DIV>',
  '<BASE HREF="javascript:alert(1);//">',
  '<OBJECT TYPE="text/x-scriptlet" DATA="https://evil.example"></OBJECT>',
  '<EMBED SRC="data:image/svg+xml;base64,PHN2Zy8+" AllowScriptAccess="always"></EMBED>',
  "<!--[if gte IE 4]><SCRIPT>alert(1);</SCRIPT><![endif]-->",
  "<!--><img src=x onerror=alert(1)>-->",
  '<noscript><p title="</noscript><img src=x onerror=alert(1)>"></noscript>',
  '<textarea><img title="</textarea><img src=x onerror=alert(1)>"></textarea>',
  '<a href="data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==">x</a>',
  '<a href="vbscript:msgbox(1)">x</a>',
  '<form action="javascript:alert(1)"><button formaction="javascript:alert(1)">x</button></form>',
  '<video><source onerror="alert(1)"></video>',
  "<details open ontoggle=alert(1)>x</details>",
  '<a href="#" id="location">x</a><li id="fn-x-1"><a id="document">x</a></li>',
  '<img srcset="x, javascript:alert(1) 2x">',
  '<p class="x" id="y" style="z" data-a="b" contenteditable>x</p>',
  '<code class="language-js evil">x</code><td align="left;x">x</td>',
  "[x](javascript:alert(1))",
  "[x](JaVaScRiPt:alert(1))",
  "[x](javascript&colon;alert(1))",
  "[x](java&#x0A;script:alert(1))",
  "[x](<java\tscript:alert(1)>)",
  "[x](data:text/html,<script>alert(1)</script>)",
  "[x](vbscript:msgbox(1))",
  "![x](javascript:alert(1))",
  '![" onerror="alert(1)](x)',
  "![x](x \"' onerror='alert(1)\")",
  "[x]: javascript:alert(1)\n\n[x]",
  "<javascript:alert(1)>",
  '[a](https://x.example/"onmouseover="alert(1))',
  '```"><script>alert(1)</script>\nx\n```',
  '~~~x" onload="alert(1)\nx\n~~~',
  "|a|\n|-|\n|<img src=x onerror=alert(1)>|",
  "x[^1]\n\n[^1]: <img src=x onerror=alert(1)>",
  "[^<script>alert(1)</script>]\n\n[^<script>alert(1)</script>]: x",
  "^[<svg onload=alert(1)>]",
  "`<script>`<script>alert(1)</script>",
  "&lt;script&gt;alert(1)&lt;/script&gt;",
  "<scr<script>ipt>alert(1)</scr</script>ipt>",
];

const formats = ["markdown", "html", "plain", "json"] as const;

describe.each(formats)("a body of %s", (format) => {
  it.each(attacks)("runs nothing: %j", (body) => {
    expect(dangersIn(render({ body, format }, "node_1").html)).toEqual([]);
  });
});

const harmless = new Set(
  "a abbr b bdi bdo blockquote br caption cite code col colgroup dd del details dfn div dl dt em figcaption figure h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p picture pre q rb rp rt rtc ruby s samp section small source span strong sub summary sup table tbody td tfoot th thead time tr u ul var wbr address article aside footer header hgroup main nav data".split(
    " ",
  ),
);
const attributes = new Set(
  "lang dir title href target rel src srcset sizes alt width height loading start type reversed colspan rowspan scope span datetime media id class align".split(
    " ",
  ),
);

/** What a browser could run, or take for something of the page's own. */
function dangersIn(html: string): readonly string[] {
  const found: string[] = [];
  const parser = new Parser({
    onopentag(name, attribs) {
      if (!harmless.has(name)) found.push(name);
      for (const [key, value] of Object.entries(attribs)) {
        if (!attributes.has(key)) found.push(`${name} ${key}`);
        if (key === "href" || key === "src") if (!isHarmlessUrl(value)) found.push(`${key} ${value}`);
        if (key === "srcset" && value.includes("script:")) found.push(`${key} ${value}`);
        if (key === "id" && !/^fn(?:ref)?-\w+-\d+(?::\d+)?$/.test(value)) found.push(`id ${value}`);
        if (key === "class" && !/^language-[\w+#-]+$/.test(value)) found.push(`class ${value}`);
        if (key === "align" && !/^(?:left|center|right)$/.test(value)) found.push(`align ${value}`);
      }
    },
    oncomment: (text) => found.push(`comment ${text}`),
    onprocessinginstruction: (name) => found.push(`instruction ${name}`),
  });
  parser.end(html);
  return found;
}

function isHarmlessUrl(url: string): boolean {
  const { protocol } = new URL(url, "https://shop.example");
  return ["http:", "https:", "mailto:", "tel:"].includes(protocol);
}
