/** Raw mails of invented people. */

export interface SampleMail {
	readonly headers?: Readonly<Record<string, string>>;
	readonly body?: string;
}

/** A raw mail of Robin's to the shop; a header given as '' is left out. */
export function rawMail({ headers = {}, body = 'Where is my order 1042?' }: SampleMail = {}): Buffer {
	const all = {
		From: 'Robin Vale <Robin.Vale@example.org>',
		To: 'Shop Support <support@example.com>',
		Subject: 'Order 1042',
		Date: 'Tue, 03 Nov 2026 10:00:00 +0100',
		'Message-ID': '<first@example.org>',
		'MIME-Version': '1.0',
		'Content-Type': 'text/plain; charset=utf-8',
		...headers,
	};
	const lines = Object.entries(all).filter(([, value]) => value !== '').map(([name, value]) => `${name}: ${value}`);
	return Buffer.from([...lines, '', ...body.split('\n')].join('\r\n'));
}

/** A mail of several parts. */
export function multipart(parts: ReadonlyArray<{ readonly headers: Readonly<Record<string, string>>; readonly body: string }>, kind = 'mixed', headers: Readonly<Record<string, string>> = {}): Buffer {
	const body = parts.map((part) => ['--part', ...Object.entries(part.headers).map(([name, value]) => `${name}: ${value}`), '', part.body].join('\n')).join('\n');
	return rawMail({ headers: { 'Content-Type': `multipart/${kind}; boundary="part"`, ...headers }, body: `${body}\n--part--` });
}
