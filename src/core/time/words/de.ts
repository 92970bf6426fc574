import type { Pack } from '../word.ts';

const weekdays = ['montag', 'dienstag', 'mittwoch', 'donnerstag', 'freitag', 'samstag', 'sonntag'];
const parts = {
  morgen: 'morning', fruh: 'morning', vormittag: 'morning', mittag: 'afternoon', nachmittag: 'afternoon',
  abend: 'evening', nacht: 'night',
}; // prettier-ignore

/** Freitagabend, freitags: German writes day and part of day as one word. */
const compounds = Object.fromEntries(
  weekdays.flatMap((day, i) => [
    [`${day}s`, `D${i + 1}`],
    ...Object.entries(parts).map(([word, part]) => [`${day}${word}`, `d${i + 1} ${part}`]),
  ]),
);

export const de: Pack = {
  numbers: {
    null: 0, ein: 1, eins: 1, eine: 1, einem: 1, einer: 1, einen: 1, zwei: 2, zwo: 2, drei: 3, vier: 4, funf: 5, sechs: 6,
    sieben: 7, acht: 8, neun: 9, zehn: 10, elf: 11, zwolf: 12, dreizehn: 13, vierzehn: 14, funfzehn: 15, sechzehn: 16,
    siebzehn: 17, achtzehn: 18, neunzehn: 19, zwanzig: 20, einundzwanzig: 21, zweiundzwanzig: 22, dreiundzwanzig: 23,
    funfundzwanzig: 25, dreissig: 30, vierzig: 40, funfundvierzig: 45, funfzig: 50, sechzig: 60, neunzig: 90,
  },
  ordinals: { erster: 1, ersten: 1, erste: 1, zweiten: 2, dritten: 3, vierten: 4, funften: 5, sechsten: 6, siebten: 7, achten: 8, neunten: 9, zehnten: 10 },
  words: {
    ...compounds,
    heute: 'today', 'heute morgen': 'this morning', 'heute fruh': 'this morning', 'heute vormittag': 'this morning',
    'heute mittag': 'this afternoon', 'heute nachmittag': 'this afternoon', 'heute abend': 'this evening', 'heute nacht': 'tonight',
    morgen: 'tomorrow', 'morgen fruh': 'tomorrow morning', 'morgen vormittag': 'tomorrow morning',
    'am morgen': 'in the morning', 'am fruhen morgen': 'in the morning', 'morgen am morgen': 'tomorrow morning',
    ubermorgen: 'overmorrow', uebermorgen: 'overmorrow', gestern: 'yesterday', vorgestern: 'yesterday', jetzt: 'now', sofort: 'now', gleich: 'vague',
    fruh: 'morning', vormittag: 'morning', vormittags: 'morning', morgens: 'morning', fruhmorgens: 'morning', nachmittag: 'afternoon', nachmittags: 'afternoon',
    mittags: 'afternoon', mittag: 'afternoon', abend: 'evening', abends: 'evening', nacht: 'night', nachts: 'night',
    mitternacht: 'midnight', uhr: 'uhr', halb: 'halfto', viertel: 'quarter', nach: 'past', vor: 'to',
    sekunde: 'second', sekunden: 'second', sek: 'second', minute: 'minute', minuten: 'minute', min: 'minute', stunde: 'hour', stunden: 'hour', std: 'hour',
    tag: 'day', tage: 'day', tagen: 'day', woche: 'week', wochen: 'week', monat: 'month', monate: 'month', monaten: 'month', monats: 'month', jahr: 'year',
    jahre: 'year', jahren: 'year', jahres: 'year', wochenende: 'weekend',
    'einer halben stunde': '30 minute', 'eine halbe stunde': '30 minute', 'ner halben stunde': '30 minute', 'einer viertelstunde': '15 minute',
    'einer dreiviertelstunde': '45 minute', 'anderthalb stunden': '90 minute', 'eineinhalb stunden': '90 minute', 'zweieinhalb stunden': '150 minute',
    in: 'in', um: 'at', am: 'on', an: 'on', der: 'the', die: 'the', den: 'the', dem: 'the', das: 'the', des: 'the', im: 'in the', zu: 'at', und: 'and',
    zur: 'at', kommenden: 'this', kommender: 'this', kommende: 'this', diesen: 'this', dieser: 'this', diese: 'this', diesem: 'this', dieses: 'this',
    nachsten: 'next', nachster: 'next', nachste: 'next', nachstes: 'next', naechsten: 'next', naechste: 'next', letzten: 'last', letzte: 'last', letzter: 'last', vergangenen: 'last',
    von: 'from', bis: 'until', zwischen: 'between', oder: 'or', jeden: 'every', jede: 'every', jedes: 'every', jeder: 'every', taglich: 'every',
    wochentlich: 'every', monatlich: 'every', gegen: 'vague', circa: 'vague', ca: 'vague', etwa: 'vague', ungefahr: 'vague', spater: 'vague', bald: 'vague', ab: 'vague',
    spatestens: 'vague', ende: 'end', anfang: 'start', mitte: 'middle', punkt: 'filler', genau: 'filler', bitte: 'filler',
    sonnabend: 'd6', mo: 'd1', di: 'd2', mi: 'd3', do: 'd4', fr: 'd5', sa: 'd6', so: 'd7', janner: 'm1', feber: 'm2', jan: 'm1', feb: 'm2', mrz: 'm3', maerz: 'm3', marz: 'm3',
    apr: 'm4', jun: 'm6', jul: 'm7', aug: 'm8', sep: 'm9', sept: 'm9', okt: 'm10', nov: 'm11', dez: 'm12',
    weihnachten: 'h12-25', heiligabend: 'h12-24', 'heilig abend': 'h12-24', silvester: 'h12-31', neujahr: 'h1-1', nikolaus: 'h12-6',
  },
}; // prettier-ignore
