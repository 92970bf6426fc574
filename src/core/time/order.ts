/** Which comes first in a numeric date is the LOCALE's to say: 3/4 is 3 April in en-GB and March 4 in en-US. */

export type DateOrder = 'day-month' | 'month-day';

const known = new Map<string, DateOrder>();

export function dateOrderOf(locale: string): DateOrder {
  const found = known.get(locale);
  if (found) return found;
  const parts = new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'numeric',
    calendar: 'gregory',
  }).formatToParts(0);
  const first = parts.find((part) => part.type === 'day' || part.type === 'month');
  const order = first?.type === 'month' ? 'month-day' : 'day-month';
  known.set(locale, order);
  return order;
}
