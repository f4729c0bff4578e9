const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const sameDay = (a: Date, b: Date) => a.toDateString() === b.toDateString();
const sameYear = (a: Date, b: Date) => a.getFullYear() === b.getFullYear();

/**
 * How long ago, in short: now, minutes, hours of today, else the day.
 * @param nowPhrase what is said for less than a minute (a clock that runs ahead of ours included)
 */
export function relativeTime(at: Date, now: Date, language: string, nowPhrase: string): string {
  const age = now.getTime() - at.getTime();
  if (age < MINUTE) return nowPhrase;
  const ago = new Intl.RelativeTimeFormat(language, { style: 'narrow' });
  if (age < HOUR) return ago.format(-Math.floor(age / MINUTE), 'minute');
  if (sameDay(at, now)) return ago.format(-Math.floor(age / HOUR), 'hour');
  const yesterday = new Date(now.getFullYear(), now.getMonth(), now.getDate() - 1);
  if (sameDay(at, yesterday)) return new Intl.RelativeTimeFormat(language, { numeric: 'auto' }).format(-1, 'day');
  return dateText(at, now, language, 'numeric');
}

/** The hour and minute. */
export const clockTime = (at: Date, language: string) =>
  new Intl.DateTimeFormat(language, { hour: 'numeric', minute: '2-digit' }).format(at);

/** Date and time to the second, for whoever wants it exactly. */
export const exactTime = (at: Date, language: string) =>
  new Intl.DateTimeFormat(language, { dateStyle: 'full', timeStyle: 'medium' }).format(at);

/** The day with its weekday and year. */
export const fullDay = (at: Date, language: string) =>
  new Intl.DateTimeFormat(language, { dateStyle: 'full' }).format(at);

/** The day, as a separator says it. */
export const dayText = (at: Date, now: Date, language: string) => dateText(at, now, language, 'long');

function dateText(at: Date, now: Date, language: string, month: 'numeric' | 'long'): string {
  const options: Intl.DateTimeFormatOptions = { month, day: 'numeric' };
  if (month === 'long') options.weekday = 'long';
  if (!sameYear(at, now)) options.year = 'numeric';
  return new Intl.DateTimeFormat(language, options).format(at);
}
