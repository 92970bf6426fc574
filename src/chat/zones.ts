/** Time zones by the names that people use: an IANA name, or the city in it. */
import { isZone } from '../core/time/zone.ts';
import { fold } from './fold.ts';

/** Places that people name and that are no zone of their own. */
const places: ReadonlyMap<string, string> = new Map(
  Object.entries({
    uk: 'Europe/London',
    england: 'Europe/London',
    scotland: 'Europe/London',
    germany: 'Europe/Berlin',
    france: 'Europe/Paris',
    spain: 'Europe/Madrid',
    italy: 'Europe/Rome',
    india: 'Asia/Kolkata',
    mumbai: 'Asia/Kolkata',
    delhi: 'Asia/Kolkata',
    japan: 'Asia/Tokyo',
    beijing: 'Asia/Shanghai',
    'san francisco': 'America/Los_Angeles',
    washington: 'America/New_York',
    boston: 'America/New_York',
    barcelona: 'Europe/Madrid',
    munich: 'Europe/Berlin',
    hamburg: 'Europe/Berlin',
    milan: 'Europe/Rome',
    edinburgh: 'Europe/London',
  }),
);

/** Zones that the words may mean; one is certain, several are a question, none is a refusal. */
export function findZones(typed: string): readonly string[] {
  const words = typed.trim().replace(/[.!]+$/, '');
  const wanted = fold(words).replace(/_/g, ' ');
  const all = Intl.supportedValuesOf('timeZone');
  const exact = all.find((zone) => fold(zone).replace(/_/g, ' ') === wanted);
  if (exact !== undefined) return [exact];
  if (wanted === 'utc' || wanted === 'gmt') return ['UTC'];
  const place = places.get(wanted);
  if (place !== undefined) return [place];
  const cities = all.filter((zone) => fold(zone.split('/').at(-1) ?? '').replace(/_/g, ' ') === wanted);
  if (cities.length > 0) return cities;
  // Older names such as Asia/Calcutta are zones too, though not listed.
  return words.includes('/') && isZone(words) ? [words] : [];
}
