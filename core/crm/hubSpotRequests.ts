/** HubSpot's requests, one function each (CRM API v3, as its OpenAPI documents describe it). */
import { escapeHtml } from '../context/render/html';
import { shortenTo } from '../context/sentences';
import type { CrmLinks, CrmRequest } from './crm';
import type { CrmRecord } from './record';

export interface HubSpotSettings {
	/** Without a slash at the end. */
	readonly baseUrl: string;
	/** Ids of the ticket pipeline and its stages, as HubSpot's settings show them. */
	readonly pipeline: string;
	readonly openStage: string;
	readonly waitingStage: string;
	readonly closedStage: string;
	/** Contact properties read by a look-up; empty: not read. */
	readonly tierProperty: string;
	readonly vipProperty: string;
	readonly valueProperty: string;
}

/** The support pipeline every HubSpot account begins with: New is 1, Waiting on contact 2, Closed 4. */
export const DEFAULT_HUBSPOT_SETTINGS: HubSpotSettings = {
	baseUrl: 'https://api.hubapi.com', pipeline: '0', openStage: '1', waitingStage: '2', closedStage: '4',
	tierProperty: 'lifecyclestage', vipProperty: '', valueProperty: 'total_revenue',
};

/** HubSpot's own association types. */
const TICKET_TO_CONTACT = 16;
const NOTE_TO_CONTACT = 202;
const NOTE_TO_TICKET = 228;

/** A text property takes 65,536 characters; escaping and our reference line need room. */
const MAX_CONTENT_CHARS = 60_000;

/** Word before the key in a ticket or note, so that a person knows what it is for. */
const REFERENCE = 'Reference:';

type HubSpotObject = 'contacts' | 'tickets' | 'notes';
type Properties = Readonly<Record<string, string>>;

export function findContact({ baseUrl, ...settings }: HubSpotSettings, by: 'email' | 'phone', value: string): CrmRequest {
	const wanted = [settings.tierProperty, settings.vipProperty, settings.valueProperty].filter((name) => name !== '');
	return search(baseUrl, 'contacts', [{ propertyName: by, operator: 'EQ', value }], ['email', 'phone', 'firstname', 'lastname', ...wanted], 1);
}

/** The newest tickets of a contact. */
export function findTicketsOf({ baseUrl }: HubSpotSettings, contactId: string): CrmRequest {
	return search(baseUrl, 'tickets', [{ propertyName: 'associations.contact', operator: 'EQ', value: contactId }], ['subject', 'createdate', 'closed_date'], 5, ['-createdate']);
}

export function findTicketByKey({ baseUrl }: HubSpotSettings, key: string): CrmRequest {
	return search(baseUrl, 'tickets', [{ propertyName: 'content', operator: 'CONTAINS_TOKEN', value: key }], ['subject'], 1);
}

export function findNoteByKey({ baseUrl }: HubSpotSettings, key: string): CrmRequest {
	return search(baseUrl, 'notes', [{ propertyName: 'hs_note_body', operator: 'CONTAINS_TOKEN', value: key }], ['hs_timestamp'], 1);
}

export function createContact({ baseUrl }: HubSpotSettings, { customer }: CrmRecord): CrmRequest {
	return create(baseUrl, 'contacts', { ...(customer.email ? { email: customer.email } : {}), ...contactProperties(customer) }, []);
}

/** Fills what HubSpot has empty and overwrites nothing that people keep there. Absent when there is nothing to fill. */
export function fillContact({ baseUrl }: HubSpotSettings, contactId: string, { customer }: CrmRecord, held: (name: string) => string | undefined): CrmRequest | undefined {
	const blank = Object.entries(contactProperties(customer)).filter(([name]) => held(name) === undefined);
	// Half of a name beside somebody's half is worse than none.
	const hasName = held('firstname') !== undefined || held('lastname') !== undefined;
	const properties = Object.fromEntries(blank.filter(([name]) => name === 'phone' || !hasName));
	return Object.keys(properties).length === 0 ? undefined : update(baseUrl, 'contacts', contactId, properties);
}

export function createTicket(settings: HubSpotSettings, { ticket, keys }: CrmRecord, links: CrmLinks): CrmRequest {
	const properties = {
		subject: ticket.subject,
		content: `${ticket.body.slice(0, MAX_CONTENT_CHARS)}\n\n${ticket.tags.length > 0 ? `Tags: ${ticket.tags.join(', ')}\n` : ''}${REFERENCE} ${keys.ticket}`,
		hs_pipeline: settings.pipeline,
		...stateProperties(settings, ticket),
	};
	return create(settings.baseUrl, 'tickets', properties, associate(links.contact, TICKET_TO_CONTACT));
}

/** Priority and stage; subject and text stay as people may have edited them, news comes as a note. */
export function updateTicket(settings: HubSpotSettings, ticketId: string, { ticket }: CrmRecord): CrmRequest {
	return update(settings.baseUrl, 'tickets', ticketId, stateProperties(settings, ticket));
}

export function createNote({ baseUrl }: HubSpotSettings, { interaction, keys }: CrmRecord, links: CrmLinks): CrmRequest {
	const words = toHtmlWithin(`${interaction.summary}\n\n${interaction.note}`, MAX_CONTENT_CHARS);
	const properties = { hs_timestamp: interaction.at, hs_note_body: `${words}<br>${REFERENCE} ${keys.interaction}` };
	return create(baseUrl, 'notes', properties, [...associate(links.contact, NOTE_TO_CONTACT), ...associate(links.ticket, NOTE_TO_TICKET)]);
}

/** Escaped, with line breaks; what is too long loses its end before it is escaped, so that no entity is cut in two. */
function toHtmlWithin(text: string, maxChars: number): string {
	const html = escapeHtml(text).replaceAll('\n', '<br>');
	return html.length <= maxChars ? html : toHtmlWithin(shortenTo(text, Math.floor(text.length * 0.8)), maxChars);
}

function contactProperties({ name, phone }: CrmRecord['customer']): Properties {
	const [first = '', ...rest] = (name ?? '').split(' ').filter((part) => part !== '');
	return { ...(first ? { firstname: first } : {}), ...(rest.length > 0 ? { lastname: rest.join(' ') } : {}), ...(phone ? { phone } : {}) };
}

function stateProperties(settings: HubSpotSettings, { priority, status }: CrmRecord['ticket']): Properties {
	const stages = { open: settings.openStage, waiting: settings.waitingStage, solved: settings.closedStage };
	// HubSpot accounts made before 2024 know no URGENT, and a ticket refused is worse than one priority lower.
	const priorities = { low: 'LOW', normal: 'MEDIUM', high: 'HIGH', urgent: 'HIGH' };
	return { hs_pipeline_stage: stages[status], hs_ticket_priority: priorities[priority] };
}

function associate(id: string | undefined, associationTypeId: number): readonly object[] {
	return id === undefined ? [] : [{ to: { id }, types: [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId }] }];
}

function search(baseUrl: string, object: HubSpotObject, filters: readonly object[], properties: readonly string[], limit: number, sorts: readonly string[] = []): CrmRequest {
	return send(baseUrl, 'POST', `${object}/search`, { filterGroups: [{ filters }], properties, sorts, limit, after: '0' }, true);
}

function create(baseUrl: string, object: HubSpotObject, properties: Properties, associations: readonly object[]): CrmRequest {
	return send(baseUrl, 'POST', object, { properties, associations }, false);
}

function update(baseUrl: string, object: HubSpotObject, id: string, properties: Properties): CrmRequest {
	return send(baseUrl, 'PATCH', `${object}/${encodeURIComponent(id)}`, { properties }, true);
}

function send(baseUrl: string, method: 'POST' | 'PATCH', path: string, body: unknown, idempotent: boolean): CrmRequest {
	return { method, url: `${baseUrl.replace(/\/{1,5}$/u, '')}/crm/v3/objects/${path}`, headers: { 'Content-Type': 'application/json' }, body, idempotent };
}
