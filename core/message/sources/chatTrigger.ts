/** n8n Chat Trigger: `{ sessionId, action, chatInput, files?, metadata? }`. It gives no message id, and a visitor may put any other key beside these. */
import { readCustomer } from './fields';
import { ignore, message, object, objects, optional, readFile, text, type Json, type Source, type SourceEvent } from './source';

export const chatTrigger: Source = {
	trigger: 'chatTrigger',
	recognises: (item) => typeof item.sessionId === 'string' && ('chatInput' in item || 'action' in item),
	read: (item) => [readChat(item)],
};

function readChat(item: Json): SourceEvent {
	const action = text(item.action);
	if (action !== undefined && action !== 'sendMessage') {
		return ignore('notAMessage', `The chat asked for "${action.slice(0, 40)}", which is not a customer writing.`);
	}
	const session = text(item.sessionId);
	return message({
		channel: 'n8nChat',
		text: text(item.chatInput) ?? '',
		...optional({ externalId: session, thread: session }),
		attachments: objects(item.files).map((file) => readFile({ name: file.fileName, mimeType: file.mimeType })),
		customer: readCustomer(object(item.metadata)),
	});
}
