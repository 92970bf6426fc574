import type { Pack } from '../word.ts';

export const fr: Pack = {
  numbers: {
    zero: 0, un: 1, une: 1, deux: 2, trois: 3, quatre: 4, cinq: 5, six: 6, sept: 7, huit: 8, neuf: 9, dix: 10, onze: 11, douze: 12,
    treize: 13, quatorze: 14, quinze: 15, seize: 16, vingt: 20, trente: 30, quarante: 40, cinquante: 50,
  },
  ordinals: { premier: 1 },
  words: {
    "aujourd'hui": 'today', aujourdhui: 'today', demain: 'tomorrow', 'apres-demain': 'overmorrow', 'apres demain': 'overmorrow', hier: 'yesterday', 'avant-hier': 'yesterday',
    maintenant: 'now', 'tout de suite': 'now', 'ce matin': 'this morning', 'cet apres-midi': 'this afternoon', 'cette apres-midi': 'this afternoon', 'cet aprem': 'this afternoon',
    'ce soir': 'this evening', 'cette nuit': 'tonight', matin: 'morning', 'au matin': 'morning', matinee: 'morning', 'apres-midi': 'afternoon', 'apres midi': 'afternoon', aprem: 'afternoon',
    "l'apres-midi": 'afternoon', "de l'apres-midi": 'afternoon', "l'aprem": 'afternoon', soir: 'evening', soiree: 'evening', nuit: 'night', 'du matin': 'morning', 'du soir': 'evening',
    'le matin': 'morning', 'le soir': 'evening', 'la nuit': 'night', 'de la nuit': 'night', 'dans la nuit': 'night', 'dans la matinee': 'morning', 'dans la soiree': 'evening', "dans l'apres-midi": 'afternoon',
    midi: 'noon', minuit: 'midnight', heure: 'hour', heures: 'hour', h: 'hour',
    'et demie': 'and half', 'et demi': 'and half', 'et quart': 'and quarter', 'moins le quart': 'minus quarter', 'moins quart': 'minus quarter', moins: 'minus',
    seconde: 'second', secondes: 'second', minute: 'minute', minutes: 'minute', min: 'minute', mn: 'minute', jour: 'day', jours: 'day', semaine: 'week', semaines: 'week',
    mois: 'month', an: 'year', ans: 'year', annee: 'year', 'week-end': 'weekend', weekend: 'weekend',
    'une demi-heure': '30 minute', 'une demie heure': '30 minute', 'une demi heure': '30 minute', 'une demie-heure': '30 minute', 'une heure et demie': '90 minute', "un quart d'heure": '15 minute',
    "trois quarts d'heure": '45 minute', "d'ici": 'in', dans: 'in', a: 'at', le: 'the', la: 'the', les: 'the', "l'": 'the', du: 'of', de: 'of', au: 'at', et: 'and',
    ce: 'this', cet: 'this', cette: 'this', prochain: 'next', prochaine: 'next', suivant: 'next', dernier: 'last', derniere: 'last', passe: 'last', 'il y a': 'ago', 'en huit': 'week',
    entre: 'between', ou: 'or', jusqu: 'until', "jusqu'a": 'until', chaque: 'every', 'tous les': 'every', 'toutes les': 'every', quotidien: 'every',
    vers: 'vague', environ: 'vague', avant: 'vague', apres: 'vague', bientot: 'vague', 'plus tard': 'vague', 'a partir de': 'vague', fin: 'end', debut: 'start', milieu: 'middle',
    pile: 'filler', precises: 'filler', precise: 'filler',
    lun: 'd1', mar: 'd2', mer: 'd3', jeu: 'd4', ven: 'd5', sam: 'd6', dim: 'd7', lundis: 'D1', mardis: 'D2', mercredis: 'D3', jeudis: 'D4', vendredis: 'D5', samedis: 'D6', dimanches: 'D7',
    janv: 'm1', fev: 'm2', fevr: 'm2', avr: 'm4', juil: 'm7', aout: 'm8', septembre: 'm9', oct: 'm10', nov: 'm11', dec: 'm12',
    noel: 'h12-25', 'le jour de noel': 'h12-25', 'la veille de noel': 'h12-24', 'le reveillon de noel': 'h12-24', 'la saint-sylvestre': 'h12-31', 'saint-sylvestre': 'h12-31',
    'le jour de l\'an': 'h1-1', "jour de l'an": 'h1-1', 'nouvel an': 'h1-1',
  },
}; // prettier-ignore
