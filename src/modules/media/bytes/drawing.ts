import sanitize from "sanitize-html";
import { mediaLimits } from "../limits.ts";
import { type ByteSource, Unreadable } from "./source.ts";

/** An SVG without scripts, events, links, and anything from outside. It has a bound, because it is read as a whole. */
export async function cleanDrawing(source: ByteSource): Promise<Uint8Array> {
  const most = mediaLimits.drawing.value;
  const bytes = await source.take(most + 1);
  if (bytes.length > most) throw new Unreadable(`An SVG has at most ${most} bytes.`);
  const text = decoded(bytes);
  const cleaned = sanitize(text, options());
  // A document type with entities leaves text outside.
  const [begin, end] = [cleaned.search(/<svg[\s>]/), cleaned.lastIndexOf("</svg>")];
  if (begin === -1 || end < begin) throw new Unreadable("Nothing is left of the SVG but what could do harm.");
  return new TextEncoder().encode(withNamespace(cleaned.slice(begin, end + "</svg>".length)));
}

function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: false }).decode(bytes);
  } catch {
    throw new Unreadable("An SVG has to be in UTF-8.");
  }
}

/** A browser shows no SVG without it. */
function withNamespace(text: string): string {
  const end = text.indexOf(">");
  const root = text.slice(0, end);
  return root.includes('xmlns="http://www.w3.org/2000/svg"')
    ? text
    : `<svg xmlns="http://www.w3.org/2000/svg"${text.slice("<svg".length)}`;
}

const mostDepth = 100;
const mostTags = 20_000;

function options(): sanitize.IOptions {
  let depth = 0;
  let tags = 0;
  return {
    allowedTags: [...shapes, ...paints, ...filters],
    allowedAttributes: { "*": [...attributes] },
    // Text within a tag that is not allowed goes with it.
    nonTextTags: ["script", "style", "foreignObject", "iframe", "textarea", "option", "noscript"],
    parser: { xmlMode: true, lowerCaseTags: false, lowerCaseAttributeNames: false, recognizeCDATA: true },
    parseStyleAttributes: false,
    enforceHtmlBoundary: false,
    // What its references may be is decided below.
    allowedSchemesAppliedToAttributes: [],
    transformTags: { "*": withoutReferences },
    onOpenTag() {
      depth += 1;
      tags += 1;
      if (depth > mostDepth || tags > mostTags)
        throw new Unreadable("The SVG has too many or too deep tags.");
    },
    onCloseTag() {
      depth -= 1;
    },
  };
}

/** Only what is in the same file may be referred to, and images that are part of it. */
const withoutReferences: sanitize.Transformer = (tagName, attribs) => ({
  tagName,
  attribs: Object.fromEntries(Object.entries(attribs).filter(([name, value]) => isHarmless(name, value))),
});

function isHarmless(name: string, value: string): boolean {
  const bare = value.trim();
  if (name === "href" || name === "xlink:href") return /^#/.test(bare) || inlineImage.test(bare);
  if (name === "xmlns") return bare === "http://www.w3.org/2000/svg";
  if (name === "xmlns:xlink") return bare === "http://www.w3.org/1999/xlink";
  // In paints, a backslash could spell `url` another way.
  return !/url\s*\((?!\s*["']?\s*#)|\\|javascript:/i.test(bare);
}

const inlineImage = /^data:image\/(?:png|jpeg|gif|webp);base64,[a-z0-9+/=\s]*$/i;

const words = (text: string) => text.trim().split(/\s+/);

const shapes =
  words(`svg g defs symbol use title desc path rect circle ellipse line polyline polygon text tspan textPath
  image switch marker view`);
const paints = words("linearGradient radialGradient stop pattern clipPath mask filter");
const filters =
  words(`feBlend feColorMatrix feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting
  feDisplacementMap feDistantLight feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur feMerge feMergeNode
  feMorphology feOffset fePointLight feSpecularLighting feSpotLight feTile feTurbulence`);
const attributes =
  words(`xmlns xmlns:xlink xml:space href xlink:href id class version viewBox preserveAspectRatio x y x1 y1 x2 y2
  cx cy r rx ry fx fy fr d points pathLength width height transform gradientTransform gradientUnits patternTransform patternUnits
  patternContentUnits spreadMethod offset stop-color stop-opacity fill fill-opacity fill-rule stroke stroke-width stroke-opacity
  stroke-linecap stroke-linejoin stroke-miterlimit stroke-dasharray stroke-dashoffset opacity color display visibility overflow
  clip-path clip-rule clipPathUnits mask maskUnits maskContentUnits mask-type filter filterUnits primitiveUnits marker-start
  marker-mid marker-end markerWidth markerHeight markerUnits refX refY orient vector-effect paint-order shape-rendering
  text-rendering image-rendering color-interpolation color-interpolation-filters font-family font-size font-style font-weight
  font-variant letter-spacing word-spacing text-anchor text-decoration dominant-baseline alignment-baseline baseline-shift
  writing-mode direction unicode-bidi dx dy rotate textLength lengthAdjust startOffset method spacing side in in2 result type
  values stdDeviation edgeMode mode operator k1 k2 k3 k4 order kernelMatrix divisor bias targetX targetY preserveAlpha
  surfaceScale diffuseConstant specularConstant specularExponent kernelUnitLength scale xChannelSelector yChannelSelector
  azimuth elevation z pointsAtX pointsAtY pointsAtZ limitingConeAngle baseFrequency numOctaves seed stitchTiles tableValues
  slope intercept amplitude exponent radius flood-color flood-opacity lighting-color role aria-label aria-hidden lang xml:lang
  mix-blend-mode isolation`);
