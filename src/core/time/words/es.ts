import type { Pack } from '../word.ts';

export const es: Pack = {
  numbers: {
    cero: 0, un: 1, una: 1, uno: 1, dos: 2, tres: 3, cuatro: 4, cinco: 5, seis: 6, siete: 7, ocho: 8, nueve: 9, diez: 10, once: 11, doce: 12,
    trece: 13, catorce: 14, quince: 15, dieciseis: 16, diecisiete: 17, dieciocho: 18, diecinueve: 19, veinte: 20, veintiuno: 21, veintidos: 22,
    veintitres: 23, veinticinco: 25, treinta: 30, cuarenta: 40, cincuenta: 50, noventa: 90,
  },
  ordinals: { primero: 1 },
  words: {
    hoy: 'today', manana: 'tomorrow', 'pasado manana': 'overmorrow', ayer: 'yesterday', anteayer: 'yesterday', ahora: 'now', 'ahora mismo': 'now', ya: 'now',
    'esta manana': 'this morning', 'esta tarde': 'this afternoon', 'esta noche': 'tonight', 'de la manana': 'morning', 'por la manana': 'morning', 'en la manana': 'morning', 'a la manana': 'morning',
    'de la tarde': 'afternoon', 'por la tarde': 'afternoon', 'en la tarde': 'afternoon', tarde: 'afternoon', 'de la noche': 'night', 'por la noche': 'night', 'en la noche': 'night', 'a la noche': 'night', noche: 'night',
    'de la madrugada': 'morning', 'por la madrugada': 'morning', madrugada: 'morning', 'del mediodia': 'afternoon', mediodia: 'noon', 'al mediodia': 'noon', 'medio dia': 'noon', medianoche: 'midnight', 'media noche': 'midnight', 'a medianoche': 'midnight',
    'y media': 'and half', 'y cuarto': 'and quarter', 'menos cuarto': 'minus quarter', menos: 'minus', y: 'and', e: 'and', 'en punto': 'filler',
    segundo: 'second', segundos: 'second', minuto: 'minute', minutos: 'minute', min: 'minute', hora: 'hour', horas: 'hour', hs: 'hour', h: 'hour', hrs: 'hour', dia: 'day', dias: 'day', semana: 'week', semanas: 'week',
    mes: 'month', meses: 'month', ano: 'year', anos: 'year', 'fin de semana': 'weekend',
    'media hora': '30 minute', 'una hora y media': '90 minute', 'hora y media': '90 minute', 'un cuarto de hora': '15 minute',
    'dentro de': 'in', en: 'in', 'de aqui a': 'in', a: 'at', al: 'at', el: 'the', la: 'the', las: 'the', los: 'the', 'a las': 'at', 'a la': 'at', de: 'of', del: 'of', 'el dia': 'the',
    este: 'this', esta: 'this', proximo: 'next', proxima: 'next', 'que viene': 'next', siguiente: 'next', pasado: 'last', pasada: 'last', ultimo: 'last', hace: 'ago',
    entre: 'between', o: 'or', hasta: 'until', desde: 'from', cada: 'every', 'todos los': 'every', 'todas las': 'every', diario: 'every', diariamente: 'every',
    sobre: 'vague', 'a eso de': 'vague', hacia: 'vague', 'antes de': 'vague', antes: 'vague', despues: 'vague', 'despues de': 'vague', luego: 'vague', 'mas tarde': 'vague', pronto: 'vague', aproximadamente: 'vague', 'a partir de': 'vague',
    fin: 'end', final: 'end', finales: 'end', 'a finales': 'end', principio: 'start', principios: 'start', mediados: 'middle',
    lun: 'd1', mar: 'd2', mie: 'd3', jue: 'd4', vie: 'd5', sab: 'd6', dom: 'd7',
    ene: 'm1', abr: 'm4', ago: 'm8', setiembre: 'm9', sept: 'm9', oct: 'm10', dic: 'm12', navidad: 'h12-25', nochebuena: 'h12-24', nochevieja: 'h12-31', 'ano nuevo': 'h1-1', reyes: 'h1-6',
  },
}; // prettier-ignore
