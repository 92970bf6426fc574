import type { Pack } from '../word.ts';

export const pt: Pack = {
  numbers: {
    zero: 0, um: 1, uma: 1, dois: 2, duas: 2, tres: 3, quatro: 4, cinco: 5, seis: 6, sete: 7, oito: 8, nove: 9, dez: 10, onze: 11, doze: 12,
    treze: 13, catorze: 14, quatorze: 14, quinze: 15, dezesseis: 16, dezasseis: 16, dezessete: 17, dezassete: 17, dezoito: 18, dezenove: 19, dezanove: 19, vinte: 20, trinta: 30, quarenta: 40, cinquenta: 50, noventa: 90,
  },
  ordinals: { primeiro: 1 },
  words: {
    hoje: 'today', amanha: 'tomorrow', 'depois de amanha': 'overmorrow', ontem: 'yesterday', anteontem: 'yesterday', agora: 'now', 'agora mesmo': 'now', ja: 'now',
    'hoje a noite': 'tonight', 'esta noite': 'tonight', 'hoje de manha': 'this morning', 'esta manha': 'this morning', 'hoje a tarde': 'this afternoon', 'esta tarde': 'this afternoon',
    manha: 'morning', 'de manha': 'morning', 'da manha': 'morning', 'pela manha': 'morning', tarde: 'afternoon', 'da tarde': 'afternoon', 'a tarde': 'afternoon', 'de tarde': 'afternoon', 'pela tarde': 'afternoon',
    noite: 'night', 'da noite': 'night', 'a noite': 'night', 'de noite': 'night', 'pela noite': 'night', madrugada: 'morning', 'da madrugada': 'morning', 'de madrugada': 'morning',
    'meio-dia': 'noon', 'meio dia': 'noon', 'ao meio-dia': 'noon', 'ao meio dia': 'noon', 'meia-noite': 'midnight', 'meia noite': 'midnight', 'a meia-noite': 'midnight', 'a meia noite': 'midnight',
    'e meia': 'and half', 'e um quarto': 'and quarter', 'menos um quarto': 'minus quarter', menos: 'minus', e: 'and', 'em ponto': 'filler',
    segundo: 'second', segundos: 'second', minuto: 'minute', minutos: 'minute', min: 'minute', hora: 'hour', horas: 'hour', h: 'hour', hrs: 'hour', dia: 'day', dias: 'day', semana: 'week', semanas: 'week',
    mes: 'month', meses: 'month', ano: 'year', anos: 'year', 'fim de semana': 'weekend', 'fim-de-semana': 'weekend',
    'meia hora': '30 minute', 'uma hora e meia': '90 minute', 'hora e meia': '90 minute', 'um quarto de hora': '15 minute',
    'dentro de': 'in', em: 'in', 'daqui a': 'in', daqui: 'in', a: 'at', as: 'at', ao: 'at', no: 'on', na: 'on', o: 'the', os: 'the', de: 'of', do: 'of', da: 'of', 'no dia': 'the', dia_: 'the',
    este: 'this', esta: 'this', nesta: 'this', neste: 'this', proximo: 'next', proxima: 'next', 'que vem': 'next', seguinte: 'next', passado: 'last', passada: 'last', ultimo: 'last', ha: 'ago', atras: 'ago',
    entre: 'between', ou: 'or', ate: 'until', desde: 'from', cada: 'every', todo: 'every', toda: 'every', 'todos os': 'every', 'todas as': 'every', 'todo dia': 'every', diariamente: 'every',
    'por volta': 'vague', 'por volta de': 'vague', 'por volta das': 'vague', 'cerca de': 'vague', 'cerca das': 'vague', 'la pelas': 'vague', pelas: 'vague', 'antes de': 'vague', 'antes das': 'vague', depois: 'vague', 'depois das': 'vague', 'mais tarde': 'vague', logo: 'vague', 'a partir das': 'vague',
    fim: 'end', final: 'end', inicio: 'start', comeco: 'start', meio: 'middle', meados: 'middle',
    segunda: 'd1', terca: 'd2', quarta: 'd3', quinta: 'd4', sexta: 'd5', 'segunda-feira': 'd1', 'terca-feira': 'd2', 'quarta-feira': 'd3', 'quinta-feira': 'd4', 'sexta-feira': 'd5', 'segunda feira': 'd1', 'terca feira': 'd2', 'quarta feira': 'd3', 'quinta feira': 'd4', 'sexta feira': 'd5',
    seg: 'd1', ter: 'd2', qua: 'd3', qui: 'd4', sex: 'd5', sab: 'd6', dom: 'd7',
    fev: 'm2', abr: 'm4', mai: 'm5', ago: 'm8', set: 'm9', out: 'm10', dez: 'm12', natal: 'h12-25', 'vespera de natal': 'h12-24', 'vespera de ano novo': 'h12-31', 'ano novo': 'h1-1', reveillon: 'h12-31',
  },
}; // prettier-ignore
