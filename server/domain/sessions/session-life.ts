/** Two weeks. */
export const defaultSessionLife = 'P14D';

/**
 * Seconds of an ISO 8601 duration of days, hours or minutes (`P14D`, `PT12H`, `P1DT6H`); `undefined` for any other text.
 */
export function durationSeconds(duration: string): number | undefined {
  const match = /^P(?:(\d{1,4})D)?(?:T(?:(\d{1,4})H)?(?:(\d{1,5})M)?)?$/.exec(duration);
  if (!match) return undefined;
  const [, days = '0', hours = '0', minutes = '0'] = match;
  const seconds = (Number(days) * 24 + Number(hours)) * 3600 + Number(minutes) * 60;
  return seconds > 0 ? seconds : undefined;
}
