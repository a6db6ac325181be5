import Ajv2020 from 'ajv/dist/2020';
import { buildPacket, findPromises, findWant, trimPacket, type SparseEnvelope } from '../../../core/context';
import { REASON_CODES } from '../../../core/escalation/decision';
import schema from '../../../core/context/handoffPacket.schema.json';
import { suggestNextStep } from '../../../core/context/suggestNextStep';
import { suggestReplies } from '../../../core/context/suggestReplies';
import { angryEnvelope, angryPacket, HOSTILE, hostilePacket, KNOWLEDGE, NOW } from './samples';
import { cpuTime } from '../../cpuTime';

const isValid = new Ajv2020({ strict: true, allErrors: true, formats: { 'date-time': true } }).compile(schema);
const problemsOf = (packet: unknown) => (isValid(packet) ? [] : isValid.errors);

describe('buildPacket', () => {
	const packet = angryPacket();

	it('says what the customer wants in their own words, not in the shouting', () => {
		expect(packet.want).toBe('Where is my order 1042?');
	});

	it('keeps what was given, tried, promised and is still open', () => {
		expect(packet.collected).toEqual({ orderNumber: '1042' });
		expect(packet.attempts).toMatchObject([{ answer: 'Parcels take three days.', result: 'failed' }]);
		expect(packet.promises).toEqual([{ by: 'bot', text: 'We will send you a tracking link within 2 hours.', at: '2026-03-05T09:02:00.000Z' }]);
		expect(packet.openQuestions).toEqual(['Can I get my money back?']);
	});

	it.each<[string, Partial<SparseEnvelope['message']>, string, readonly string[]]>([
		['one that was spoken', { text: 'And to Norway?', attachments: [{ name: 'voice', mimeType: 'audio/ogg', kind: 'voice', transcript: 'And to Norway?' }] }, '[Voice note: voice] (transcribed) “And to Norway?”', ['And to Norway?']],
		['one with a file', { text: 'Is this right?', attachments: [{ name: 'lamp.png', mimeType: 'image/png', kind: 'image' }] }, 'Is this right?\n[Picture: lamp.png]', ['Is this right?']],
	])('has the message once, and its question open: %s', (_what, message, said, open) => {
		const at = NOW;
		const turns = [{ author: 'customer', text: 'How can I return my lamp 1042, please?', at }, { author: 'bot', text: 'Within 30 days.', at }, { author: 'customer', text: said, at }] as const;
		const built = buildPacket({ message: { ...message, id: 'm2' }, conversation: { turns } }, undefined, NOW);
		expect(built.transcript.map(({ text }) => text)).toEqual(turns.map(({ text }) => text));
		expect(built.openQuestions).toEqual(open);
		expect(problemsOf(built)).toEqual([]);
	});

	it('suggests neither what failed nor what is known', () => {
		expect(packet.articles.map(({ id }) => id)).toEqual(['refunds']);
		expect(packet.suggestedNextStep).toBe('Introduce yourself by name: the customer asked for a person. Do not suggest again what was tried. The article "refunds" may help.');
		expect(packet.suggestedReplies.join(' ')).not.toMatch(/order number|e-mail|three days/u);
		expect(packet.suggestedReplies[0]).toMatch(/^Hello Lena Vogt, this is \{agent\}\. I am sorry/u);
	});

	it('masks a card number wherever it stands and says so', () => {
		expect(JSON.stringify(packet)).not.toContain('4242 4242');
		expect(packet.transcript.at(-1)?.text).toContain('•••• 4242');
		expect(packet.masked).toBe('Masked in this packet: card number.');
	});

	it('masks what triage found in this message, and keeps words about health', () => {
		const text = 'My secret word is rosebud and I have asthma. Where is my order?';
		const spanOf = (words: string) => ({ start: text.indexOf(words), end: text.indexOf(words) + words.length });
		const sensitive = [{ kind: 'password' as const, span: spanOf('rosebud') }, { kind: 'health' as const, span: spanOf('asthma') }];
		const masked = buildPacket(angryEnvelope({ message: { text }, conversation: { turns: [] }, triage: { sensitive } }), undefined, NOW);
		expect(masked.transcript).toMatchObject([{ author: 'customer', text: 'My secret word is [password] and I have asthma. Where is my order?' }]);
	});

	it('names one proof as missing as long as none is known', () => {
		const build = (collected: Record<string, string>) => buildPacket(angryEnvelope({ customer: { email: undefined as unknown as string }, conversation: { collected } }), KNOWLEDGE, NOW).openQuestions;
		expect(build({})).toEqual(expect.arrayContaining(['Not known yet: order number', 'Not known yet: email']));
		expect(build({ orderNumber: '1', postcode: '10115' }).join()).not.toContain('Not known yet');
	});

	it('counts what this very message brings as given', () => {
		const entities = [{ kind: 'postcode', value: '10115', span: { start: 0, end: 5 } }];
		expect(buildPacket(angryEnvelope({ triage: { entities } }), KNOWLEDGE, NOW).collected).toEqual({ orderNumber: '1042', postcode: '10115' });
	});

	it.each<[string, SparseEnvelope]>([
		['nothing at all', {}],
		['only a text', { message: { text: 'Where is my parcel?' } }],
		['an empty conversation', { inbox: 'shop', conversation: {}, customer: {}, triage: {}, decision: {}, answer: {}, sentiment: {} }],
		['an error of a node before', { error: { message: 'x' } }],
		['only a wish for a person', { message: { text: '', requestsHuman: true } }],
	])('builds a valid packet from %s', (_name, sparse) => {
		expect(problemsOf(buildPacket(sparse, undefined, NOW))).toEqual([]);
	});

	it('names the failed step when nothing decided before', () => {
		expect(buildPacket({ error: 'x' }, undefined, NOW)).toMatchObject({ reasons: [{ code: 'toolFailure' }], suggestedNextStep: expect.stringContaining('by hand') });
	});

	it('gives valid packets from a full and from a hostile envelope', () => {
		expect(problemsOf(packet)).toEqual([]);
		expect(problemsOf(hostilePacket())).toEqual([]);
		expect(problemsOf(buildPacket(angryEnvelope({ message: { text: HOSTILE }, customer: { name: HOSTILE } }), KNOWLEDGE, NOW))).toEqual([]);
	});

	it('refuses by schema what is no packet', () => {
		expect(problemsOf({ ...packet, want: '' })).not.toEqual([]);
		expect(problemsOf({ ...packet, schema: 'handoff-packet/2' })).not.toEqual([]);
		expect(problemsOf({ ...packet, somethingNew: true })).toEqual([]);
	});

	it('reads a message of a megabyte in good time', () => {
		expect(cpuTime(() => buildPacket({ message: { text: 'WHERE is my order 1042? '.repeat(42_000) } }, KNOWLEDGE, NOW))).toBeLessThan(2000);
	});
});

describe('findWant', () => {
	it.each([
		[['Hi', 'Where is my order?', 'AGENT NOW!!!'], 'Where is my order?'],
		[['My lamp is broken. I want my money back.'], 'I want my money back.'],
		[['WHERE IS MY ORDER AB-1042???'], 'Where is my order AB-1042?'],
		[['Wo ist mein Paket?', 'Ich will mit einem Menschen sprechen'], 'Wo ist mein Paket?'],
		[['How do I pay?', 'And how do I return it?'], 'And how do I return it?'],
		[['i want new cable service', '5 gb', 'okay', 'no', 'nothing else', 'thank you so much', 'have a nice day', 'bye'], 'i want new cable service'],
		[['My card was stolen', '4342 99', 'asif kumar', 'No. 45 Lake Road 4586'], 'My card was stolen'],
		[['hello', '???', '😡😡'], undefined],
		[[''], undefined],
		[[], undefined],
	])('of %j takes %j', (texts, want) => {
		expect(findWant(texts)).toBe(want);
	});

	it('cuts a sentence that never ends', () => {
		expect(findWant([`where ${'x'.repeat(1_000_000)}`])?.length).toBeLessThanOrEqual(200);
	});
});

describe('findPromises', () => {
	const find = (text: string, author: 'bot' | 'human' | 'customer' = 'human') => findPromises([{ author, text, at: NOW }]).map((promise) => promise.text);

	it.each([
		['en', 'Sorry about that. I’ll refund you today. Bye!', ['I’ll refund you today.']],
		['de', 'Wir werden Ihnen eine neue Lampe schicken.', ['Wir werden Ihnen eine neue Lampe schicken.']],
		['fr', 'Vous recevrez le colis demain.', ['Vous recevrez le colis demain.']],
		['es', 'Recibirá el reembolso en 5 días.', ['Recibirá el reembolso en 5 días.']],
		['en', 'Parcels take three days.', []],
		['en', 'Shall I send it? I will if you like.', []],
		['en', 'Will you be at home?', []],
	])('finds in %s: %s', (_language, text, expected) => {
		expect(find(text)).toEqual(expected);
	});

	it('never takes the customer’s own words for a promise', () => {
		expect(find('I will sue you.', 'customer')).toEqual([]);
	});

	it('reads a long hostile text in linear time', () => {
		expect(cpuTime(() => find('i will '.repeat(150_000)))).toBeLessThan(500);
	});
});

describe('suggestNextStep', () => {
	it.each(REASON_CODES.map((code) => [code]))('knows a first step for %s', (reason) => {
		expect(suggestNextStep({ reason, missing: [], triedInVain: false })).toMatch(/^[A-Z].{20,}\.$/u);
	});
});

describe('suggestReplies', () => {
	it.each([
		['en', 'Hello Ana, this is {agent}.', 'order number'],
		['de', 'Guten Tag Ana, hier ist {agent}.', 'Bestellnummer'],
		['fr', 'Bonjour Ana, ici {agent}.', 'numéro de commande'],
		['es', 'Hola Ana, le atiende {agent}.', 'número de pedido'],
		['ja', 'Hello Ana, this is {agent}.', 'order number'],
	])('writes in %s', (language, greeting, detail) => {
		const replies = suggestReplies({ name: 'Ana', language, upset: false, missing: 'orderNumber' });
		expect(replies.length).toBeGreaterThanOrEqual(2);
		expect(replies.length).toBeLessThanOrEqual(3);
		expect(replies.every((reply) => reply.startsWith(greeting))).toBe(true);
		expect(replies[0]).toContain(detail);
	});

	it('asks for nothing when nothing is missing and greets without a name', () => {
		expect(suggestReplies({ upset: false })).toEqual([expect.stringMatching(/^Hello, this is \{agent\}\. I have read/u), expect.not.stringContaining('need')]);
	});

	it('names a company’s own detail in words, also one with an inherited name', () => {
		expect(suggestReplies({ upset: false, missing: 'serialNumber' })[0]).toContain('serial number');
		expect(suggestReplies({ upset: false, missing: 'constructor' })[0]).toContain('your constructor');
	});
});

describe('trimPacket', () => {
	const bytes = (packet: unknown) => Buffer.byteLength(JSON.stringify(packet), 'utf8');

	it('leaves a packet that fits as it is', () => {
		const packet = angryPacket();
		expect(trimPacket(packet, bytes(packet))).toBe(packet);
	});

	it.each([[100_000], [32_768], [16_384], [8192]])('fits %i bytes and says what was cut', (limit) => {
		const trimmed = trimPacket(hostilePacket(20), limit);
		expect(bytes(trimmed)).toBeLessThanOrEqual(limit);
		expect(trimmed.cut).toMatch(/^Left out: similar conversations/u);
		expect(problemsOf(trimmed)).toEqual([]);
	});

	it('cuts one byte below and nothing at the size', () => {
		const packet = angryPacket();
		expect(trimPacket(packet, bytes(packet) - 1).cut).toBeDefined();
	});

	it.each([[0], [1], [-5]])('keeps the minimum at %i bytes', (limit) => {
		const trimmed = trimPacket(angryPacket(), limit);
		expect(trimmed).toMatchObject({ want: 'Where is my order 1042?', collected: { orderNumber: '1042' }, customer: { name: 'Lena Vogt' }, reasons: [{ code: 'humanRequested' }, {}] });
		expect(trimmed.transcript).toHaveLength(2);
		expect(problemsOf(trimmed)).toEqual([]);
	});

	it('keeps the newest turns and the failed attempt longest', () => {
		const trimmed = trimPacket(angryPacket(), 3500);
		expect(trimmed.transcript.at(-1)?.text).toContain('THIRD TIME');
		expect(trimmed.attempts).toHaveLength(1);
	});
});
