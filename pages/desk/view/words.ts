/** How codes, numbers and times read at the desk. */
import type { Channel } from '../../../core/message/message';
import type { ReasonCode } from '../../../core/escalation/decision';

/** How strongly a chip calls for attention. */
export type Tone = 'hot' | 'warm' | 'calm';

const REASONS: Readonly<Record<ReasonCode, readonly [title: string, tone: Tone]>> = {
	humanRequested: ['Asked for a person', 'warm'],
	humanOfferAccepted: ['Accepted a person', 'warm'],
	negativeSentiment: ['Upset', 'hot'],
	fallingSentiment: ['Mood falling', 'hot'],
	urgent: ['Urgent', 'hot'],
	complexRequest: ['Complex request', 'calm'],
	lowConfidence: ['Assistant unsure', 'calm'],
	noKnowledge: ['Nothing known', 'calm'],
	outOfScope: ['Outside our topics', 'calm'],
	repeatedAttempts: ['Tried repeatedly', 'warm'],
	unresolvedTooLong: ['Open too long', 'warm'],
	highValueCustomer: ['Key customer', 'warm'],
	sensitiveData: ['Sensitive data', 'warm'],
	unverifiedCustomer: ['Not verified', 'calm'],
	humanOnlyIntent: ['Always a person', 'calm'],
	legalOrSafety: ['Legal or safety', 'hot'],
	accountCompromise: ['Account at risk', 'hot'],
	languageUnsupported: ['Language', 'calm'],
	attachmentOnly: ['A file to look at', 'calm'],
	likelyNeedsPerson: ['Likely needs a person', 'warm'],
	promiseMade: ['Promise held back', 'warm'],
	toolFailure: ['A system failed', 'warm'],
	heldBackByRollout: ['Held by rollout', 'calm'],
};

/** Title and tone of a reason code; a code of a newer version reads as words. */
export function nameReason(code: string): { readonly title: string; readonly tone: Tone } {
	const known = Object.hasOwn(REASONS, code) ? REASONS[code as ReasonCode] : undefined;
	return known === undefined ? { title: nameDetail(code), tone: 'calm' } : { title: known[0], tone: known[1] };
}

const CHANNELS: Readonly<Record<Channel, string>> = { webChat: 'Web chat', n8nChat: 'Chat', webhook: 'Web form', whatsApp: 'WhatsApp', telegram: 'Telegram', slack: 'Slack', messenger: 'Messenger', sms: 'SMS', email: 'E-mail', other: 'Other' };

/** A channel as people call it. */
export function nameChannel(channel: Channel): string {
	return CHANNELS[channel];
}

/** `orderNumber` → "Order number". */
export function nameDetail(name: string): string {
	const words = name.replace(/([a-z0-9])([A-Z])/gu, '$1 $2').replace(/[_-]+/gu, ' ').toLowerCase();
	return words.charAt(0).toUpperCase() + words.slice(1);
}

/** A title as an intent name: "Where is my order?" → `whereIsMyOrder`. Empty when nothing is left of it. */
export function nameIntent(title: string): string {
	const words = title.normalize('NFKD').replace(/[^A-Za-z0-9 ]/gu, '').split(' ').filter((word) => word !== '').slice(0, 5);
	const joined = words.map((word, index) => (index === 0 ? word.toLowerCase() : word.charAt(0).toUpperCase() + word.slice(1).toLowerCase())).join('');
	return joined.replace(/^[0-9]+/u, '').replace(/^[A-Z]/u, (letter) => letter.toLowerCase());
}

/** The name of a language in English; the code itself when the browser knows none. */
export function nameLanguage(code: string): string {
	try {
		return new Intl.DisplayNames(['en'], { type: 'language' }).of(code) ?? code;
	} catch {
		return code;
	}
}

/** A waiting time: "0:42", "12:05", "3 h 10 m", "2 d 4 h". Negative counts as zero. */
export function formatWait(seconds: number): string {
	const whole = Math.max(0, Math.floor(seconds));
	const minutes = Math.floor(whole / 60);
	const hours = Math.floor(minutes / 60);
	if (hours >= 24) return `${Math.floor(hours / 24)} d ${hours % 24} h`;
	if (hours >= 1) return `${hours} h ${minutes % 60} m`;
	return `${minutes}:${String(whole % 60).padStart(2, '0')}`;
}

/** Five minutes is long in a chat, fifteen is too long. */
export function toneOfWait(seconds: number): Tone {
	if (seconds >= 15 * 60) return 'hot';
	return seconds >= 5 * 60 ? 'warm' : 'calm';
}

/** Hour and minute, as the visitor's country writes them. */
export function formatTime(iso: string): string {
	return new Date(iso).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
}

/** The day: "Today", "Yesterday" or a date. */
export function formatDay(iso: string, nowMs: number): string {
	const day = new Date(iso).toDateString();
	if (day === new Date(nowMs).toDateString()) return 'Today';
	if (day === new Date(nowMs - 24 * 60 * 60 * 1000).toDateString()) return 'Yesterday';
	return new Date(iso).toLocaleDateString([], { day: 'numeric', month: 'long', year: 'numeric' });
}

/** 0.412 → "0.41". */
export function formatScore(value: number): string {
	return (Math.round(value * 100) / 100).toString();
}

/** "Mara Lindt" → "ML". One letter when there is one word. */
export function initialsOf(name: string): string {
	const words = name.trim().split(/\s+/u);
	const first = [...(words[0] ?? '')][0] ?? '?';
	const last = words.length > 1 ? [...(words.at(-1) ?? '')][0] ?? '' : '';
	return (first + last).toUpperCase();
}

/** 1536 → "1.5 KB". */
export function formatBytes(bytes: number): string {
	if (bytes < 1024) return `${bytes} B`;
	const [size, unit] = bytes < 1024 * 1024 ? [bytes / 1024, 'KB'] : [bytes / 1024 / 1024, 'MB'];
	return `${size < 10 ? Math.round(size * 10) / 10 : Math.round(size)} ${unit}`;
}
