/** Every chat command, in the order in which /help lists them. */
import type { CommandDefinition } from '../src/chat/command.ts';
import { alerts } from './alerts.ts';
import { alias } from './alias.ts';
import { attention } from './attention.ts';
import { backup } from './backup.ts';
import { cancel } from './cancel.ts';
import { copy } from './copy.ts';
import { dry } from './dry.ts';
import { edit } from './edit.ts';
import { every } from './every.ts';
import { exportAll } from './export.ts';
import { help } from './help.ts';
import { importTable } from './import.ts';
import { late } from './late.ts';
import { list } from './list.ts';
import { locale } from './locale.ts';
import { move } from './move.ts';
import { now } from './now.ts';
import { pause } from './pause.ts';
import { rehearse } from './rehearse.ts';
import { remind } from './remind.ts';
import { resolve } from './resolve.ts';
import { resume } from './resume.ts';
import { schedule } from './schedule.ts';
import { selftest } from './selftest.ts';
import { show } from './show.ts';
import { skip } from './skip.ts';
import { snooze } from './snooze.ts';
import { stats } from './stats.ts';
import { status } from './status.ts';
import { stop } from './stop.ts';
import { tz } from './tz.ts';
import { unclaim } from './unclaim.ts';
import { undo } from './undo.ts';
import { unsend } from './unsend.ts';
import { who } from './who.ts';
import { why } from './why.ts';

export const definitions: readonly CommandDefinition[] = [
  schedule,
  every,
  remind,
  list,
  show,
  why,
  cancel,
  edit,
  move,
  snooze,
  copy,
  now,
  late,
  undo,
  skip,
  pause,
  unsend,
  stop,
  resume,
  status,
  stats,
  attention,
  resolve,
  who,
  alias,
  alerts,
  dry,
  rehearse,
  tz,
  locale,
  importTable,
  exportAll,
  backup,
  selftest,
  unclaim,
  help,
];
