/** Zones by the names that people give them: a city, an IANA name, an abbreviation. */
import { fold } from './normalise.ts';
import { isZone } from './zone.ts';

export interface SaidZone {
  /** IANA names or offsets; more than one where the name could mean either. */
  readonly zones: readonly string[];
  /** The offset, in minutes, that the name promises: "EST" in July is not what New York's clock shows. */
  readonly promised: number | null;
}

const cities: Readonly<Record<string, string>> = {
  'Europe/London': 'londres, londra, uk, britain, england, wales, scotland, manchester, edinburgh, gb',
  'Europe/Dublin': 'ireland',
  'Europe/Paris': 'france, lyon, marseille, nice',
  'Europe/Berlin': 'germany, deutschland, munich, munchen, hamburg, frankfurt, cologne, koln, german',
  'Europe/Madrid': 'barcelona, sevilla, valencia',
  'Europe/Rome': 'italy, italia, milan, milano, roma, napoli, naples',
  'Europe/Lisbon': 'lisboa, porto',
  'Europe/Zurich': 'switzerland, geneva, geneve, basel, bern',
  'Europe/Vienna': 'wien, austria',
  'Europe/Brussels': 'belgium, bruxelles',
  'Europe/Amsterdam': 'netherlands, rotterdam, the hague',
  'Europe/Athens': 'greece',
  'Europe/Kyiv': 'kyiv, kiev',
  'Europe/Istanbul': 'turkey',
  'Asia/Kolkata':
    'india, indian, delhi, new delhi, mumbai, bangalore, bengaluru, chennai, kolkata, calcutta, hyderabad',
  'Asia/Kathmandu': 'kathmandu, nepal',
  'Asia/Yangon': 'yangon',
  'Asia/Ho_Chi_Minh': 'ho chi minh, saigon, hanoi, vietnam',
  'Asia/Shanghai': 'china, beijing, shenzhen, guangzhou',
  'Asia/Tokyo': 'tokio, japan, osaka, kyoto, japanese',
  'Asia/Seoul': 'korea',
  'Asia/Dubai': 'uae, abu dhabi',
  'Asia/Jerusalem': 'tel aviv',
  'America/New_York':
    'nueva york, nova york, nova iorque, nyc, boston, miami, washington, atlanta, philadelphia, eastern, et',
  'America/Chicago': 'dallas, houston, austin, central, ct',
  'America/Denver': 'mountain, mt',
  'America/Los_Angeles': 'la, san francisco, sf, seattle, las vegas, california, pacific, pt',
  'America/Sao_Paulo': 'rio, rio de janeiro, brasilia',
  'America/Argentina/Buenos_Aires': 'buenos aires',
  'Australia/Sydney': 'canberra',
  'Africa/Johannesburg': 'south africa, cape town',
  'Pacific/Auckland': 'new zealand, wellington',
  'Pacific/Honolulu': 'hawaii',
};

/** One zone each, and the offset in minutes that the abbreviation promises. */
const abbreviations: Readonly<Record<string, readonly [string, number]>> = {
  utc: ['UTC', 0],
  gmt: ['UTC', 0],
  bst: ['Europe/London', 60],
  wet: ['Europe/Lisbon', 0],
  west: ['Europe/Lisbon', 60],
  cet: ['Europe/Paris', 60],
  cest: ['Europe/Paris', 120],
  mez: ['Europe/Berlin', 60],
  mesz: ['Europe/Berlin', 120],
  eet: ['Europe/Athens', 120],
  eest: ['Europe/Athens', 180],
  msk: ['Europe/Moscow', 180],
  est: ['America/New_York', -300],
  edt: ['America/New_York', -240],
  cdt: ['America/Chicago', -300],
  mst: ['America/Denver', -420],
  mdt: ['America/Denver', -360],
  pst: ['America/Los_Angeles', -480],
  pdt: ['America/Los_Angeles', -420],
  akst: ['America/Anchorage', -540],
  akdt: ['America/Anchorage', -480],
  hst: ['Pacific/Honolulu', -600],
  brt: ['America/Sao_Paulo', -180],
  sast: ['Africa/Johannesburg', 120],
  jst: ['Asia/Tokyo', 540],
  kst: ['Asia/Seoul', 540],
  hkt: ['Asia/Hong_Kong', 480],
  sgt: ['Asia/Singapore', 480],
  aest: ['Australia/Sydney', 600],
  aedt: ['Australia/Sydney', 660],
  awst: ['Australia/Perth', 480],
  nzst: ['Pacific/Auckland', 720],
  nzdt: ['Pacific/Auckland', 780],
};

/** Abbreviations in everyday use on two continents: these ask. */
const twoFaced: Readonly<Record<string, readonly string[]>> = {
  ist: ['Asia/Kolkata', 'Europe/Dublin', 'Asia/Jerusalem'],
  cst: ['America/Chicago', 'Asia/Shanghai', 'America/Havana'],
  ast: ['America/Halifax', 'Asia/Riyadh'],
  gst: ['Asia/Dubai', 'Atlantic/South_Georgia'],
  sst: ['Asia/Singapore', 'Pacific/Pago_Pago'],
  bdt: ['Asia/Dhaka', 'Asia/Brunei'],
  amt: ['America/Manaus', 'Asia/Yerevan'],
  pht: ['Asia/Manila'],
  ect: ['America/Guayaquil', 'America/Puerto_Rico'],
};

/** Names of at most this many words are looked up. */
export const longestPlace = 4;

let byName: ReadonlyMap<string, string> | null = null;

/** The zone that a name (as typed, any case) stands for; null where there is none of that name. */
export function zoneNamed(name: string): SaidZone | null {
  const key = fold(name);
  const faces = Object.hasOwn(twoFaced, key) ? twoFaced[key] : undefined;
  if (faces) return { zones: faces, promised: null };
  const short = Object.hasOwn(abbreviations, key) ? abbreviations[key] : undefined;
  if (short) return { zones: [short[0]], promised: short[1] };
  if (key.includes('/')) return isZone(key) ? { zones: [capitalised(key)], promised: null } : null;
  byName ??= allCities();
  const zone = byName.get(key);
  return zone === undefined ? null : { zones: [zone], promised: null };
}

/** `+02:00` for 120. */
export function offsetZone(minutes: number): string {
  if (minutes === 0) return 'UTC';
  const size = Math.abs(minutes);
  const [hours, rest] = [Math.floor(size / 60), size % 60].map((n) => String(n).padStart(2, '0'));
  return `${minutes < 0 ? '-' : '+'}${hours}:${rest}`;
}

function allCities(): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const zone of Intl.supportedValuesOf('timeZone')) {
    if (!zone.includes('/') || zone.startsWith('Etc/')) continue;
    found.set(fold(zone.slice(zone.lastIndexOf('/') + 1).replaceAll('_', ' ')), zone);
  }
  for (const [zone, names] of Object.entries(cities)) {
    for (const name of names.split(', ')) found.set(name, zone);
  }
  return found;
}

function capitalised(name: string): string {
  return name.replace(/(?<=^|[/_-])\p{L}/gu, (letter) => letter.toUpperCase());
}
