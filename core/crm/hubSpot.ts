/** HubSpot: in which order is it asked, so that a push cut off anywhere and run again makes nothing twice? */
import type { Interaction } from '../message/message';
import type { CrmLinks, CrmOperation, CrmRequest, CrmResponse, CrmStep, FoundCustomer } from './crm';
import { readFailure } from './failure';
import { readFoundCustomer, readText } from './foundCustomer';
import { createContact, createNote, createTicket, fillContact, findContact, findNoteByKey, findTicketByKey, findTicketsOf, updateTicket, type HubSpotSettings } from './hubSpotRequests';
import type { CrmRecord } from './record';

/** What a plan carries along. */
interface Push {
	readonly settings: HubSpotSettings;
	readonly record: CrmRecord;
	readonly links: CrmLinks;
	readonly did: readonly string[];
	/** Id of a remembered ticket that people deleted in HubSpot; absent otherwise. */
	readonly gone?: string;
}

type Next = (push: Push) => CrmStep;

/**
 * Plans an operation. Contacts are one by e-mail, which HubSpot itself guarantees; tickets and notes are looked for in our own
 * memory, then in HubSpot by the key we write into them, and made only when both know nothing.
 *
 * HubSpot's search lags some seconds behind: only a push cut off between HubSpot's creation and our memory, and run again
 * within those seconds, can make a second one.
 */
export function planHubSpot(operation: CrmOperation, record: CrmRecord, settings: HubSpotSettings): CrmStep {
	const push: Push = { settings, record, links: {}, did: [] };
	switch (operation) {
		case 'lookUp':
			return lookUp(push);
		case 'upsertCustomer':
			return ensureContact(push, finish);
		case 'logInteraction':
			return ensureContact(push, (withContact) => ensureNote(withContact, finish));
		case 'upsertTicket':
			return ensureContact(push, (withContact) => ensureTicket(withContact, (withTicket) => ensureNote(withTicket, finish)));
		default: {
			const never: never = operation;
			return never;
		}
	}
}

function lookUp(push: Push): CrmStep {
	const { settings, record } = push;
	const request = askForContact(push);
	if (!request) return finish(push);
	return ask(push, request, (response) => {
		const contact = firstResult(response);
		if (!contact) return finish(doing(push, 'lookedUp'));
		const withContact = doing(push, 'lookedUp', { contact: contact.id });
		const fields = { tier: settings.tierProperty, vip: settings.vipProperty, value: settings.valueProperty };
		return ask(withContact, findTicketsOf(settings, contact.id), (found) => {
			const customer = readFoundCustomer(contact.properties, fields, readHistory(found));
			const name = [readText(contact.properties, 'firstname'), readText(contact.properties, 'lastname')].filter(Boolean).join(' ');
			return finish(withContact, name && record.customer.name === undefined ? { ...customer, name } : customer);
		});
	});
}

/** By e-mail where there is one. A customer with neither e-mail nor phone gets no contact: nobody could find it again. */
function ensureContact(push: Push, next: Next): CrmStep {
	const { settings, record } = push;
	const request = askForContact(push);
	if (!request) return next(push);
	const find = ask(push, request, (response) => {
		const contact = firstResult(response);
		if (!contact) return makeContact(push, next);
		const found = { ...push, links: { ...push.links, contact: contact.id } };
		const filled = fillContact(settings, contact.id, record, (name) => readText(contact.properties, name));
		return filled ? ask(found, filled, () => next(doing(found, 'contactUpdated'))) : next(found);
	});
	// Only an e-mail address is unique in HubSpot; otherwise our memory has to keep contacts apart.
	return record.customer.email ? find : recall(push, 'contact', (known) => (known.links.contact === undefined ? find : next(known)));
}

function askForContact({ settings, record: { customer } }: Push): CrmRequest | undefined {
	if (customer.email) return findContact(settings, 'email', customer.email);
	return customer.phone ? findContact(settings, 'phone', customer.phone) : undefined;
}

function makeContact(push: Push, next: Next): CrmStep {
	const request = createContact(push.settings, push.record);
	const answer = (response: CrmResponse): CrmStep => {
		// Somebody else made it since we looked; HubSpot names it.
		const existing = response.status === 409 ? /ID:? ?(\d{1,20})/u.exec(readText(response.body, 'message') ?? '')?.[1] : undefined;
		if (existing !== undefined) return next({ ...push, links: { ...push.links, contact: existing } });
		return created(push, 'contact', request, response, next);
	};
	return { kind: 'request', request, answer };
}

function ensureTicket(push: Push, next: Next): CrmStep {
	const { settings, record } = push;
	const make = (from: Push): CrmStep => {
		const request = createTicket(settings, record, from.links);
		return { kind: 'request', request, answer: (response) => created(from, 'ticket', request, response, next) };
	};
	const find = (from: Push): CrmStep => ask(from, findTicketByKey(settings, record.keys.ticket), (response) => {
		const ticket = firstResult(response);
		return ticket ? remember(from, 'ticket', ticket.id, (known) => refresh(known, make)) : make(from);
	});
	const refresh = (from: Push, whenGone: Next): CrmStep => {
		const id = from.links.ticket ?? '';
		const request = updateTicket(settings, id, record);
		const answer = (response: CrmResponse): CrmStep => {
			// People may delete a ticket; the conversation goes on in another.
			if (response.status === 404) return whenGone({ ...from, gone: id });
			return isOk(response) ? next(doing(from, 'ticketUpdated')) : fail(from, request, response);
		};
		return { kind: 'request', request, answer };
	};
	return recall(push, 'ticket', (known) => (known.links.ticket === undefined ? find(known) : refresh(known, find)));
}

function ensureNote(push: Push, next: Next): CrmStep {
	const { settings, record, links } = push;
	// A note that belongs to nothing is seen by nobody.
	if (links.contact === undefined && links.ticket === undefined) return next(push);
	return recall(push, 'note', (known) => {
		if (known.links.note !== undefined) return next(known);
		return ask(known, findNoteByKey(settings, record.keys.interaction), (response) => {
			const note = firstResult(response);
			if (note) return remember(known, 'note', note.id, next);
			const request = createNote(settings, record, known.links);
			return { kind: 'request', request, answer: (answered) => created(known, 'note', request, answered, next) };
		});
	});
}

/** Sends what may be repeated; anything but success ends the plan. */
function ask(push: Push, request: CrmRequest, then: (response: CrmResponse) => CrmStep): CrmStep {
	return { kind: 'request', request, answer: (response) => (isOk(response) ? then(response) : fail(push, request, response)) };
}

function created(push: Push, link: keyof CrmLinks, request: CrmRequest, response: CrmResponse, next: Next): CrmStep {
	const id = isOk(response) ? readText(response.body, 'id') : undefined;
	return id === undefined ? fail(push, request, response) : remember(doing(push, `${link}Created`), link, id, next);
}

function recall(push: Push, link: keyof CrmLinks, next: Next): CrmStep {
	return { kind: 'recall', key: memoryKey(push, link), answer: (id) => next(id === undefined ? push : { ...push, links: { ...push.links, [link]: id } }) };
}

/** Goes on with what stands in our memory: another run may have been first. Only a ticket that is gone stands for nothing. */
function remember(push: Push, link: keyof CrmLinks, id: string, next: Next): CrmStep {
	const answer = (kept: string): CrmStep => next({ ...push, links: { ...push.links, [link]: kept === push.gone ? id : kept } });
	return { kind: 'remember', key: memoryKey(push, link), value: id, answer };
}

function memoryKey({ record: { keys } }: Push, link: keyof CrmLinks): string {
	const key = { contact: keys.customer, ticket: keys.ticket, note: keys.interaction }[link];
	return `hubSpot:${link}:${key}`;
}

function doing(push: Push, what: string, links: CrmLinks = {}): Push {
	return { ...push, did: [...push.did, what], links: { ...push.links, ...links } };
}

function finish({ links, did }: Push, customer?: FoundCustomer): CrmStep {
	return { kind: 'done', result: { kind: 'done', links, did, ...(customer ? { customer } : {}) } };
}

function fail({ links }: Push, request: CrmRequest, response: CrmResponse): CrmStep {
	return { kind: 'done', result: readFailure('HubSpot', request, response, links) };
}

function isOk({ status }: CrmResponse): boolean {
	return status >= 200 && status < 300;
}

interface Found {
	readonly id: string;
	readonly properties: unknown;
}

function listResults({ body }: CrmResponse): readonly Found[] {
	const results = typeof body === 'object' && body !== null && 'results' in body && Array.isArray(body.results) ? (body.results as readonly unknown[]) : [];
	return results.flatMap((result) => {
		const id = readText(result, 'id');
		return id === undefined ? [] : [{ id, properties: (result as { readonly properties?: unknown }).properties }];
	});
}

function firstResult(response: CrmResponse): Found | undefined {
	return listResults(response)[0];
}

function readHistory(response: CrmResponse): readonly Interaction[] {
	return listResults(response).flatMap(({ properties }): readonly Interaction[] => {
		const at = readText(properties, 'createdate');
		const summary = readText(properties, 'subject');
		if (at === undefined || summary === undefined || Number.isNaN(Date.parse(at))) return [];
		const isClosed = readText(properties, 'closed_date') !== undefined;
		return [{ at: new Date(at).toISOString(), channel: 'other', summary: summary.slice(0, 300), ...(isClosed ? { result: 'closed' } : {}) }];
	});
}
