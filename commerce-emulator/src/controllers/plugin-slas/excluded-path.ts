/** Controllers that need no token. Compared as parts of the path. */
const EXCLUDED = [
  '__Analytics-Start',
  'ConsentTracking-Check',
  'ConsentTracking-GetContent',
  'ConsentTracking-SetConsent',
  'ConsentTracking-SetSession',
  'SLASSessionHelper-SaveSession',
  'TestHelper-TestGeoLocationSlasExclude',
  '__SYSTEM',
  '__Analytics',
];

/** Whether a session that starts on this path is none of the plugin's business. */
export function isExcludedPath(path: string): boolean {
  return EXCLUDED.some((part) => path.includes(part));
}
