/** The sources Support Intake reads, most telling shape first: an item is read by the first that recognises it. */
import { chatTrigger } from './chatTrigger';
import { formTrigger } from './formTrigger';
import { gmail, imap, outlook } from './mailTriggers';
import { messenger } from './messenger';
import { slack } from './slack';
import { telegram } from './telegram';
import { twilioPost, twilioTrigger } from './twilio';
import { isObject, text, type Source } from './source';
import { webhook } from './webhook';
import { readWhatsAppChange } from './whatsApp';

/** n8n's WhatsApp Trigger: one change of Meta's call, with its `field` beside. */
const whatsApp: Source = {
	trigger: 'whatsAppTrigger',
	recognises: (item) => typeof item.field === 'string' && (item.messaging_product === 'whatsapp' || isObject(item.metadata)),
	read: (item) => readWhatsAppChange(item, text(item.field)),
};

/**
 * By the name the settings store. The chat trigger comes first, because its visitors write any key into their item;
 * the Webhook node's takes what is left.
 */
export const SOURCES = {
	n8nChat: chatTrigger,
	whatsApp,
	telegram,
	slack,
	messenger,
	imap,
	gmail,
	outlook,
	twilioTrigger,
	twilio: twilioPost,
	n8nForm: formTrigger,
	webhook,
} as const satisfies Readonly<Record<string, Source>>;

export type SourceName = keyof typeof SOURCES;

/** Whoever may write to a Webhook node can shape a post like Twilio's: that one is read only where a builder says so. */
const NAMES = (Object.keys(SOURCES) as readonly SourceName[]).filter((name) => name !== 'twilio');

/**
 * The source of an item. `triggers` are the node types (without package) that may have started the run: where a source
 * stands for one of them, only such shapes count, so that who writes to one trigger cannot pass for another.
 */
export function recogniseSource(item: Readonly<Record<string, unknown>>, triggers: readonly string[]): SourceName {
	const known = NAMES.filter((name) => triggers.includes(SOURCES[name].trigger));
	const possible = known.length === 0 ? NAMES : known;
	return possible.find((name) => SOURCES[name].recognises(item)) ?? 'webhook';
}
