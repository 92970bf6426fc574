import type { Pack } from '../word.ts';

const weekdays = ['maandag', 'dinsdag', 'woensdag', 'donderdag', 'vrijdag', 'zaterdag', 'zondag'];
const parts = { ochtend: 'morning', morgen: 'morning', middag: 'afternoon', avond: 'evening', nacht: 'night' };

/** Vrijdagavond: Dutch writes day and part of day as one word. */
const compounds = Object.fromEntries(
  weekdays.flatMap((day, i) => [
    [`${day}s`, `D${i + 1}`],
    ...Object.entries(parts).map(([word, part]) => [`${day}${word}`, `d${i + 1} ${part}`]),
  ]),
);

export const nl: Pack = {
  numbers: {
    nul: 0, een: 1, twee: 2, drie: 3, vier: 4, vijf: 5, zes: 6, zeven: 7, acht: 8, negen: 9, tien: 10, elf: 11, twaalf: 12, dertien: 13,
    veertien: 14, vijftien: 15, zestien: 16, zeventien: 17, achttien: 18, negentien: 19, twintig: 20, eenentwintig: 21, tweeentwintig: 22, drieentwintig: 23, dertig: 30, veertig: 40, vijfenveertig: 45, vijftig: 50, negentig: 90,
  },
  ordinals: { eerste: 1, tweede: 2, derde: 3, vierde: 4, vijfde: 5 },
  words: {
    ...compounds,
    vandaag: 'today', morgen: 'tomorrow', overmorgen: 'overmorrow', gisteren: 'yesterday', eergisteren: 'yesterday', nu: 'now', meteen: 'now', direct: 'now',
    vanochtend: 'this morning', vanmorgen: 'this morning', vanmiddag: 'this afternoon', vanavond: 'this evening', vannacht: 'tonight',
    morgenochtend: 'tomorrow morning', morgenvroeg: 'tomorrow morning', 'morgen vroeg': 'tomorrow morning', morgenmiddag: 'tomorrow afternoon', morgenavond: 'tomorrow evening', morgennacht: 'tomorrow night',
    ochtend: 'morning', middag: 'afternoon', avond: 'evening', nacht: 'night', "'s ochtends": 'morning', "'s morgens": 'morning', "'s middags": 'afternoon', "'s avonds": 'evening', "'s nachts": 'night',
    's ochtends': 'morning', 's morgens': 'morning', 's middags': 'afternoon', 's avonds': 'evening', 's nachts': 'night', ochtends: 'morning', middags: 'afternoon', avonds: 'evening',
    "12 uur 's middags": 'noon', middernacht: 'midnight', uur: 'hour', uren: 'hour', u: 'hour', half: 'halfto', kwart: 'quarter', over: 'past', voor: 'to',
    seconde: 'second', seconden: 'second', sec: 'second', minuut: 'minute', minuten: 'minute', min: 'minute', dag: 'day', dagen: 'day', week: 'week', weken: 'week', maand: 'month', maanden: 'month', jaar: 'year', jaren: 'year', weekend: 'weekend',
    'een half uur': '30 minute', 'een halfuur': '30 minute', 'half uur': '30 minute', 'anderhalf uur': '90 minute', 'een kwartier': '15 minute', kwartier: '15 minute', 'drie kwartier': '45 minute',
    binnen: 'vague', om: 'at', op: 'on', de: 'the', het: 'the', den: 'the', van: 'of', en: 'and', 'in de': 'in the', in: 'in',
    deze: 'this', dit: 'this', komende: 'this', komend: 'this', aanstaande: 'this', aankomende: 'this', aanstaand: 'this', volgende: 'next', volgend: 'next', afgelopen: 'last', vorige: 'last', geleden: 'ago',
    tussen: 'between', tot: 'until', of: 'or', vanaf: 'vague', elke: 'every', elk: 'every', iedere: 'every', ieder: 'every', dagelijks: 'every', wekelijks: 'every', maandelijks: 'every',
    rond: 'vague', omstreeks: 'vague', ongeveer: 'vague', circa: 'vague', later: 'vague', straks: 'vague', uiterlijk: 'vague', eind: 'end', einde: 'end', begin: 'start', midden: 'middle', precies: 'filler', stipt: 'filler', graag: 'filler',
    ma: 'd1', di: 'd2', wo: 'd3', do: 'd4', vr: 'd5', za: 'd6', zo: 'd7', mrt: 'm3', okt: 'm10',
    kerst: 'h12-25', kerstmis: 'h12-25', 'eerste kerstdag': 'h12-25', 'tweede kerstdag': 'h12-26', kerstavond: 'h12-24', oudjaar: 'h12-31', oudejaarsavond: 'h12-31', oudejaarsdag: 'h12-31', nieuwjaar: 'h1-1', nieuwjaarsdag: 'h1-1', sinterklaas: 'h12-5',
  },
}; // prettier-ignore
