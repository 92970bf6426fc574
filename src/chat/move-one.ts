/** `/move`, `/snooze` and `/now`: one message gets another time, asked about where that is unclear or wants a yes. */
import { isLatched } from '../core/amend.ts';
import type { Message } from '../core/message.ts';
import { frozenText, tooLateText } from './amended-text.ts';
import { type CommandContext, type Decision, say } from './command.ts';
import { buildMove, hurryMs, moveDraft, takesMove } from './moving.ts';
import { proceed } from './schedule/proceed.ts';

export function moveOne(context: CommandContext, message: Message, typed: string): Decision {
  const { ground } = context;
  const zone = context.zone ?? message.zone;
  if (!takesMove(message)) return say(ground, tooLateText(message, zone), [message.id]);
  const built = buildMove(context, message, typed, zone);
  return built.kind === 'refuse'
    ? say(ground, built.text, [message.id])
    : proceed(context, built.draft, zone);
}

/** In ten seconds, which is long enough to cancel it; never under a stop, where it could not keep that. */
export function hurryOne(context: CommandContext, message: Message): Decision {
  const { ground } = context;
  const zone = context.zone ?? message.zone;
  if (!takesMove(message)) return say(ground, tooLateText(message, zone), [message.id]);
  if (isLatched(ground.ledger)) return say(ground, frozenText(message), [message.id]);
  const at = context.now + hurryMs;
  return proceed(
    context,
    { ...moveDraft(context, message), hurried: true, when: { kind: 'at', at, zone, notes: [] } },
    zone,
  );
}
