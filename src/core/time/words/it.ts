import type { Pack } from '../word.ts';

export const it: Pack = {
  numbers: {
    zero: 0, un: 1, una: 1, uno: 1, due: 2, tre: 3, quattro: 4, cinque: 5, sei: 6, sette: 7, otto: 8, nove: 9, dieci: 10, undici: 11, dodici: 12,
    tredici: 13, quattordici: 14, quindici: 15, sedici: 16, diciassette: 17, diciotto: 18, diciannove: 19, venti: 20, ventuno: 21, ventidue: 22, ventitre: 23, venticinque: 25, trenta: 30, quaranta: 40, cinquanta: 50, novanta: 90,
  },
  ordinals: { primo: 1 },
  words: {
    oggi: 'today', domani: 'tomorrow', dopodomani: 'overmorrow', 'dopo domani': 'overmorrow', ieri: 'yesterday', "l'altro ieri": 'yesterday', adesso: 'now', ora: 'now', subito: 'now',
    stamattina: 'this morning', stamani: 'this morning', 'questa mattina': 'this morning', 'questo pomeriggio': 'this afternoon', stasera: 'this evening', 'questa sera': 'this evening', stanotte: 'tonight', 'questa notte': 'tonight',
    mattina: 'morning', mattino: 'morning', 'di mattina': 'morning', 'del mattino': 'morning', 'della mattina': 'morning', 'la mattina': 'morning', 'al mattino': 'morning', pomeriggio: 'afternoon', 'del pomeriggio': 'afternoon', 'di pomeriggio': 'afternoon', 'nel pomeriggio': 'afternoon',
    sera: 'evening', 'di sera': 'evening', 'della sera': 'evening', 'la sera': 'evening', notte: 'night', 'di notte': 'night', 'della notte': 'night', 'la notte': 'night',
    mezzogiorno: 'noon', 'a mezzogiorno': 'noon', mezzanotte: 'midnight', 'a mezzanotte': 'midnight',
    'e mezza': 'and half', 'e mezzo': 'and half', 'e un quarto': 'and quarter', 'meno un quarto': 'minus quarter', meno: 'minus', e: 'and', ed: 'and', 'in punto': 'filler',
    secondo: 'second', secondi: 'second', minuto: 'minute', minuti: 'minute', min: 'minute', ore: 'hour', giorno: 'day', giorni: 'day', settimana: 'week', settimane: 'week', mese: 'month', mesi: 'month', anno: 'year', anni: 'year', 'fine settimana': 'weekend', weekend: 'weekend',
    "un'ora": '1 hour', "mezz'ora": '30 minute', 'mezzora': '30 minute', "un'ora e mezza": '90 minute', "un'ora e mezzo": '90 minute', "un quarto d'ora": '15 minute',
    tra: 'in', fra: 'in', 'alle ore': 'at', alle: 'at', all: 'at', "all'": 'at', "all'una": 'at 1', 'le ore': 'at', il: 'the', lo: 'the', la: 'the', le: 'the', "l'": 'the', "l'1": '1', di: 'of', del: 'of', a: 'at', al: 'at', in: 'in',
    questo: 'this', questa: 'this', prossimo: 'next', prossima: 'next', 'che viene': 'next', scorso: 'last', scorsa: 'last', passato: 'last', fa: 'ago', dalle: 'from', dal: 'from',
    o: 'or', oppure: 'or', fino: 'until', ogni: 'every', 'tutti i': 'every', 'tutte le': 'every', verso: 'vague', circa: 'vague', 'prima delle': 'vague', prima: 'vague', 'dopo le': 'vague', dopo: 'vague', 'piu tardi': 'vague', presto: 'vague', entro: 'vague', 'entro le': 'vague',
    fine: 'end', inizio: 'start', meta: 'middle',
    lun: 'd1', mar: 'd2', mer: 'd3', gio: 'd4', ven: 'd5', sab: 'd6', dom: 'd7', gen: 'm1', mag: 'm5', giu: 'm6', lug: 'm7', ago: 'm8', sett: 'm9', set: 'm9', ott: 'm10', dic: 'm12',
    natale: 'h12-25', 'vigilia di natale': 'h12-24', 'santo stefano': 'h12-26', capodanno: 'h1-1', ferragosto: 'h8-15', 'san silvestro': 'h12-31',
  },
}; // prettier-ignore
