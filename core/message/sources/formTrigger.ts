/** n8n Form Trigger: one key a field, named by its label, beside `submittedAt` and `formMode`. A submission has no id. */
import { readForm } from './fields';
import { message, optional, type Json, type Source, type SourceEvent } from './source';

const NOT_FIELDS: ReadonlySet<string> = new Set(['submittedAt', 'formMode', 'formQueryParameters', 'headers', 'user']);

export const formTrigger: Source = {
	trigger: 'formTrigger',
	recognises: (item) => typeof item.submittedAt === 'string' && typeof item.formMode === 'string',
	read: (item) => [readSubmission(item)],
};

function readSubmission(item: Json): SourceEvent {
	const { text, subject, customer, attachments } = readForm(Object.fromEntries(Object.entries(item).filter(([key]) => !NOT_FIELDS.has(key))));
	return message({ channel: 'webhook', text: text ?? '', ...optional({ subject }), attachments, customer });
}
