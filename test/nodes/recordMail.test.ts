import type { IBinaryData, ITriggerFunctions } from 'n8n-workflow';
import type { Envelope } from '../../core/envelope';
import { recordMail } from '../../nodes/EmailSupportTrigger/recordMail';
import type { EmailParameters } from '../../nodes/EmailSupportTrigger/emailSupportTrigger.parameters';
import { openRealLedger } from './fixtures';

const OWN = { address: 'support@example.com' };

function mailWith(id: string, file: string, follows?: string): Buffer {
	return Buffer.from([
		'From: robin@example.org', `To: ${OWN.address}`, 'Subject: Lamp', `Message-ID: <${id}@example.org>`,
		...(follows === undefined ? [] : [`In-Reply-To: <${follows}@example.org>`, `References: <${follows}@example.org>`]),
		'MIME-Version: 1.0', 'Content-Type: multipart/mixed; boundary="b"', '', '--b', 'Content-Type: text/plain', '', `words of ${id}`,
		'--b', 'Content-Type: image/png', `Content-Disposition: attachment; filename="${file}"`, 'Content-Transfer-Encoding: base64', '', Buffer.from(`content of ${file}`).toString('base64'), '--b--', '',
	].join('\r\n'));
}

it('a mail that takes an earlier one along keeps its own files as its own, and the earlier ones stay with it', async () => {
	const context = {
		getMode: () => 'trigger', getNode: () => ({ name: 'Email Support Trigger', parameters: {} }), getWorkflow: () => ({ id: 'w' }), getCredentials: async () => ({}),
		helpers: { prepareBinaryData: async (content: Buffer, fileName: string): Promise<IBinaryData> => ({ data: content.toString(), fileName, mimeType: '' }) },
	} as unknown as ITriggerFunctions;
	const parameters = { inbox: 'main', attachments: true } as EmailParameters;
	await recordMail(context, mailWith('mail-1', 'first.png'), parameters, OWN);
	const { items } = await recordMail(context, mailWith('mail-2', 'second.png', 'mail-1'), parameters, OWN);
	const [item] = items?.[0] ?? [];
	const { message } = item?.json as unknown as Envelope;
	expect(message.attachments.map(({ name, binary }) => [name, binary])).toEqual([['first.png', undefined], ['second.png', 'attachment_0']]);
	expect(item?.binary).toMatchObject({ attachment_0: { data: 'content of second.png' } });
	const ledger = await openRealLedger();
	const kept = await Promise.all(message.attachments.map(({ fileId = '' }) => ledger.readFile('main', fileId)));
	expect(kept.map((file) => file && Buffer.from(file.content).toString())).toEqual(['content of first.png', 'content of second.png']);
});
