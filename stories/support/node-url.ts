/** The part of `node:url` that the API asks for, for a page: the browser's own address parser knows the one half. */
export function domainToASCII(domain: string): string {
  try {
    return new URL(`http://${domain}`).hostname;
  } catch {
    return '';
  }
}

export function domainToUnicode(domain: string): string {
  return domainToASCII(domain)
    .split('.')
    .map((label) => (label.startsWith('xn--') ? fromPunycode(label.slice(4)) : label))
    .join('.');
}

const [base, tMin, tMax, skew, damp, firstBias, firstCode] = [36, 1, 26, 38, 700, 72, 128];

/** Letters of a label in Punycode: RFC 3492 section 6.2. The browser made the label, so it is well formed. */
function fromPunycode(text: string): string {
  const at = text.lastIndexOf('-');
  const letters = [...text.slice(0, Math.max(at, 0))];
  let [code, place, bias] = [firstCode, 0, firstBias];
  for (let i = at + 1; i < text.length;) {
    const start = place;
    for (let weight = 1, k = base; ; k += base) {
      const digit = Number.parseInt(text.charAt(i++), base);
      const value = digit < 10 ? digit + 26 : digit - 10;
      place += value * weight;
      const threshold = Math.min(Math.max(k - bias, tMin), tMax);
      if (value < threshold || i >= text.length) break;
      weight *= base - threshold;
    }
    const count = letters.length + 1;
    bias = adapt(place - start, count, start === 0);
    code += Math.floor(place / count);
    place %= count;
    letters.splice(place++, 0, String.fromCodePoint(code));
  }
  return letters.join('');
}

function adapt(delta: number, count: number, first: boolean): number {
  let rest = Math.floor(delta / (first ? damp : 2));
  rest += Math.floor(rest / count);
  let k = 0;
  for (; rest > ((base - tMin) * tMax) / 2; k += base) rest = Math.floor(rest / (base - tMin));
  return k + Math.floor(((base - tMin + 1) * rest) / (rest + skew));
}
