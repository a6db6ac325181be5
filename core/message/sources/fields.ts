/** What people call the fields of their forms, in the languages we answer in. */
import { isObject, objects, optional, readFile, text, type Json, type SourceMessage } from './source';

type Customer = SourceMessage['customer'];

/** Longest form field looked at and longest line kept of one, characters. */
const MAX_LABEL_CHARS = 80;
const MAX_DETAIL_CHARS = 500;
/** Fields of a form looked at: more than anybody fills in. */
const MAX_FIELDS = 60;

const LABELS = {
	email: /^e-?mail|(?:^|\W)(?:e-?mail|courriel|correo)(?:\W|$)/iu,
	phone: /(?:^|\W)(?:phone|tel|telephone|telefon\p{L}*|tel[eé]fono|t[eé]l[eé]phone|mobile|handy|m[oó]vil|whatsapp)(?:\W|$)/iu,
	subject: /(?:^|\W)(?:subject|betreff|sujet|objet|asunto|temat)(?:\W|$)/iu,
	firstName: /(?:^|\W)(?:first.?name|given.?name|vorname|pr[eé]nom|imi[eę])(?:\W|$)/iu,
	lastName: /(?:^|\W)(?:last.?name|family.?name|surname|nachname|apellidos?|nom de famille|nazwisko)(?:\W|$)/iu,
	name: /^(?:your |full |ihr |votre |tu |su )?(?:name|nom|nombre)$/iu,
	message: /(?:^|\W)(?:message|question|comments?|inquiry|enquiry|how can we help\p{L}*|description|details|nachricht|frage|anliegen|beschreibung|demande|mensaje|pregunta|consulta|descripci[oó]n|wiadomo\p{L}*|pytanie|opis)(?:\W|$)/iu,
} as const;

type Role = keyof typeof LABELS;

/** What a filled-in form says; keys absent where no field says it. */
export interface ReadForm {
	/** What the customer wrote, and below it what else they filled in, a line each. Absent when there is no field for a message. */
	readonly text?: string;
	readonly subject?: string;
	readonly customer: Customer;
	readonly attachments: SourceMessage['attachments'];
}

/**
 * Reads a form by the labels of its fields. Without a field for the message the longest text of several words is it.
 *
 * @example readForm({ 'Your name': 'Ada', Message: 'Where is it?', 'Order number': '1042' }).text // => 'Where is it?\n\nOrder number: 1042'
 */
export function readForm(fields: Json): ReadForm {
	const filled = Object.entries(fields).slice(0, MAX_FIELDS);
	const answers = filled.flatMap(([label, value]) => {
		const answer = readAnswer(value);
		return answer === undefined ? [] : [{ label: label.slice(0, MAX_LABEL_CHARS).replace(/[_\s]+/gu, ' ').trim(), answer }];
	});
	const taken = new Map<Role, (typeof answers)[number]>();
	for (const role of Object.keys(LABELS) as Role[]) {
		const found = answers.find((field) => LABELS[role].test(field.label) && ![...taken.values()].includes(field));
		if (found !== undefined) taken.set(role, found);
	}
	const rest = answers.filter((field) => ![...taken.values()].includes(field));
	const main = taken.get('message') ?? longest(rest);
	const at = (role: Role): string | undefined => taken.get(role)?.answer;
	const email = at('email') ?? rest.find(({ answer }) => readEmail(answer) !== undefined)?.answer;
	const details = rest.filter((field) => field !== main).map(({ label, answer }) => `${label}: ${answer.slice(0, MAX_DETAIL_CHARS)}`);
	const name = at('name') ?? ([at('firstName'), at('lastName')].filter((part) => part !== undefined).join(' ') || undefined);
	return {
		...(main === undefined ? {} : { text: [main.answer, ...(details.length === 0 ? [] : ['', ...details])].join('\n') }),
		...optional({ subject: at('subject') }),
		customer: readCustomer({ email, phone: at('phone'), name }),
		attachments: filled.flatMap(([, value]) => (Array.isArray(value) ? objects(value) : isObject(value) ? [value] : []))
			.filter((file) => text(file.filename) !== undefined && text(file.mimetype) !== undefined)
			.map((file) => readFile({ name: file.filename, mimeType: file.mimetype, size: file.size })),
	};
}

/** Name, e-mail and phone as a sender gives them; nothing that would need proof. */
export function readCustomer(from: Json): Customer {
	return optional({ name: text(from.name)?.trim().slice(0, 200), email: readEmail(from.email), phone: text(from.phone)?.trim().slice(0, 40) });
}

/** An address in small letters; absent when it is none. */
export function readEmail(value: unknown): string | undefined {
	const email = text(value)?.trim().toLowerCase();
	return email !== undefined && email.length <= 1_000 && /^[^\s@]+@[^\s@]+$/u.test(email) ? email.slice(0, 254) : undefined;
}

/** A text, number or list of texts as one text; absent for a file, an empty field and what is not filled in by hand. */
function readAnswer(value: unknown): string | undefined {
	if (Array.isArray(value)) return text(value.map(text).filter((part) => part !== undefined).join(', '));
	return text(value)?.trim();
}

function longest<T extends { readonly answer: string }>(fields: readonly T[]): T | undefined {
	return fields.filter(({ answer }) => /\S\s+\S/u.test(answer)).reduce<T | undefined>((best, field) => (best !== undefined && best.answer.length >= field.answer.length ? best : field), undefined);
}
