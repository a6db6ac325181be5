/**
 * Slack Trigger: the event itself, without Slack's wrapping.
 *
 * A direct message is one thread with its author. In a channel each Slack thread is one (`channel:ts`), begun by whoever wrote first.
 */
import { ignore, message, object, objects, optional, readFile, text, type Json, type Source, type SourceEvent } from './source';

/** Kinds of `message` in which somebody speaks; all others report something about the channel. */
const SPOKEN: ReadonlySet<string> = new Set(['file_share', 'thread_broadcast', 'me_message']);

export const slack: Source = {
	trigger: 'slackTrigger',
	recognises: (item) => typeof item.type === 'string' && typeof item.event_ts === 'string',
	read: (item) => [readEvent(item)],
};

function readEvent(event: Json): SourceEvent {
	const subtype = text(event.subtype);
	if (event.type === 'reaction_added' || event.type === 'reaction_removed') return ignore('reaction', 'This is a reaction to a message, not a message.');
	if (event.type !== 'message' && event.type !== 'app_mention') return ignore('notAMessage', 'This Slack event is not a customer writing.');
	if (text(event.bot_id) !== undefined || subtype === 'bot_message' || event.user === 'USLACKBOT') return ignore('botMessage', 'A Slack app wrote this, perhaps the assistant itself.');
	if (subtype === 'message_changed') return ignore('edited', 'Somebody changed an earlier message. What they first wrote is being handled.');
	if (subtype === 'message_deleted') return ignore('deleted', 'An earlier message was deleted.');
	if ((subtype !== undefined && !SPOKEN.has(subtype)) || event.hidden === true) return ignore('notAMessage', 'Slack reports something about the channel; nobody wrote.');
	return readMessage(event);
}

/** A mention comes twice where the app also reads the channel: its channel and time are the same then. */
function readMessage(event: Json): SourceEvent {
	const channel = text(event.channel);
	const ts = text(event.ts);
	const root = text(event.thread_ts);
	const isDirect = event.channel_type === 'im' || channel?.startsWith('D') === true;
	const words = readMarkup(text(event.text) ?? '');
	return message({
		channel: 'slack',
		text: event.type === 'app_mention' ? words.replace(/^@\S+\s*/u, '') : words,
		...optional({
			providerId: channel !== undefined && ts !== undefined ? `${channel}:${ts}` : ts,
			thread: channel === undefined || isDirect ? channel : `${channel}:${root ?? ts ?? ''}`,
			externalId: text(event.user),
		}),
		attachments: objects(event.files).map((file) => readFile({
			name: file.name ?? file.title, mimeType: file.mimetype, size: file.size, url: file.permalink ?? file.url_private, id: file.id,
			...(file.subtype === 'slack_audio' ? { kind: 'voice' as const } : {}),
		})),
		customer: optional({ name: text(event.user_resolved)?.slice(0, 200) ?? text(object(event.user_profile).real_name)?.slice(0, 200) }),
	});
}

/** Slack's links and mentions as people read them. */
function readMarkup(marked: string): string {
	return marked
		.replace(/<(?:[^<>|]{1,2000}\|)([^<>|]{1,2000})>/gu, '$1')
		.replace(/<([^<>|]{1,2000})>/gu, '$1')
		.replace(/&lt;/gu, '<').replace(/&gt;/gu, '>').replace(/&amp;/gu, '&');
}
