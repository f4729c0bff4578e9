import { describe, expect, it } from 'vitest';
import { dayText, relativeTime } from './time.ts';

// Local times, so that the tests mean the same in every time zone.
const now = new Date(2026, 10, 21, 15, 0, 0);
const at = (...parts: [number, number, number, number?, number?, number?]) => new Date(...parts);
const ko = (when: Date) => relativeTime(when, now, 'ko', '방금');

describe('relative time', () => {
  it('says now for less than a minute, and for a clock that runs ahead', () => {
    expect(ko(at(2026, 10, 21, 14, 59, 30))).toBe('방금');
    expect(ko(at(2026, 10, 21, 15, 2))).toBe('방금');
  });

  it('counts minutes, then the hours of today', () => {
    expect(ko(at(2026, 10, 21, 14, 59, 0))).toBe('1분 전');
    expect(ko(at(2026, 10, 21, 14, 0, 1))).toBe('59분 전');
    expect(ko(at(2026, 10, 21, 12, 0))).toBe('3시간 전');
  });

  it('says yesterday from midnight on, and the date before that', () => {
    expect(ko(at(2026, 10, 20, 23, 30))).toBe('어제');
    expect(ko(at(2026, 10, 19, 23, 30))).toBe('11. 19.');
    expect(relativeTime(at(2025, 10, 19), now, 'en', 'now')).toBe('11/19/2025');
  });

  it('counts minutes across midnight', () => {
    expect(relativeTime(at(2026, 10, 20, 23, 50), at(2026, 10, 21, 0, 5), 'ko', '방금')).toBe('15분 전');
  });
});

describe('the day of a separator', () => {
  it('has its weekday, and its year only where it is another one', () => {
    expect(dayText(at(2026, 10, 20), now, 'ko')).toBe('11월 20일 금요일');
    expect(dayText(at(2025, 0, 2), now, 'en')).toBe('Thursday, January 2, 2025');
  });
});
