/** What a browser says of itself, in the words a person would use. */
export interface Device {
  /** `Firefox on Windows` */
  device: string;
  browser: string | null;
  system: string | null;
}

// The first that fits: most browsers also name those they descend from.
const browsers: [RegExp, string][] = [
  [/\bEdg(?:e|A|iOS)?\//, 'Edge'],
  [/\b(?:OPR|OPiOS|Opera)\//, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\bVivaldi\//, 'Vivaldi'],
  [/\b(?:Firefox|FxiOS)\//, 'Firefox'],
  [/\b(?:Chrome|HeadlessChrome|CriOS|Chromium)\//, 'Chrome'],
  [/\bVersion\/[\d.]+.*\bSafari\//, 'Safari'],
];
const systems: [RegExp, string][] = [
  [/\biPhone\b/, 'iPhone'],
  [/\biPad\b/, 'iPad'],
  [/\bAndroid\b/, 'Android'],
  [/\bWindows\b/, 'Windows'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\b(?:Macintosh|Mac OS X)\b/, 'macOS'],
  [/\bLinux\b/, 'Linux'],
];

/**
 * Names the device behind a `User-Agent`. Anybody can send any text there, so that nothing of it is repeated but the name
 * a program gives itself, in plain letters.
 */
export function nameDevice(userAgent: string | null): Device {
  const text = userAgent ?? '';
  const first = (kinds: [RegExp, string][]): string | null => kinds.find(([sign]) => sign.test(text))?.[1] ?? null;
  const system = first(systems);
  const program = /^(?!Mozilla\/)([A-Za-z][A-Za-z0-9._-]{0,29})(?:\/|$)/.exec(text)?.[1] ?? null;
  const browser = first(browsers) ?? program;
  const device = browser && system ? `${browser} on ${system}` : (browser ?? system ?? 'Unknown device');
  return { device, browser, system };
}
