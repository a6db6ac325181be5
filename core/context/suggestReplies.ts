/** What could the person write first? In the customer's language, asking for nothing that is known. */
import { sayDetail, shortenTo } from './sentences';

export interface ReplyFacts {
	/** As the customer gave it; absent when unknown. */
	readonly name?: string;
	/** ISO 639-1; other languages than ours fall back to English. */
	readonly language?: string;
	readonly upset: boolean;
	/** The next detail that is needed; absent when none is. */
	readonly missing?: string;
	/** The sentence of an article not yet tried that may answer; absent when none came close. */
	readonly solution?: string;
}

/** Stands for the name of the person who replies; the desk fills it in. */
export const AGENT_PLACE = '{agent}';

/** Longest name in a greeting, characters. */
const MAX_NAME_CHARS = 60;
const MAX_SOLUTION_CHARS = 400;

interface Phrases {
	readonly greet: (name: string | undefined) => string;
	readonly read: string;
	readonly sorry: string;
	readonly look: string;
	readonly ask: (detail: string) => string;
	readonly details: Readonly<Record<string, string>>;
}

const PHRASES: Readonly<Record<'en' | 'de' | 'fr' | 'es', Phrases>> = {
	en: {
		greet: (name) => `Hello${name ? ` ${name}` : ''}, this is ${AGENT_PLACE}.`,
		read: 'I have read the conversation, so you do not need to repeat anything.',
		sorry: 'I am sorry for the trouble this has caused you.',
		look: 'I am looking into it now.',
		ask: (detail) => `One thing I still need: your ${detail}.`,
		details: { orderNumber: 'order number', email: 'e-mail address', postcode: 'postcode', phone: 'phone number' },
	},
	de: {
		greet: (name) => `Guten Tag${name ? ` ${name}` : ''}, hier ist ${AGENT_PLACE}.`,
		read: 'Ich habe das Gespräch gelesen, Sie müssen nichts wiederholen.',
		sorry: 'Es tut mir leid, dass Sie solchen Ärger damit haben.',
		look: 'Ich sehe es mir jetzt an.',
		ask: (detail) => `Eines brauche ich noch von Ihnen: ${detail}.`,
		details: { orderNumber: 'die Bestellnummer', email: 'die E-Mail-Adresse', postcode: 'die Postleitzahl', phone: 'die Telefonnummer' },
	},
	fr: {
		greet: (name) => `Bonjour${name ? ` ${name}` : ''}, ici ${AGENT_PLACE}.`,
		read: 'J’ai lu la conversation, vous n’avez rien à répéter.',
		sorry: 'Je suis désolé de ces désagréments.',
		look: 'Je m’en occupe tout de suite.',
		ask: (detail) => `Il me manque encore une chose : ${detail}.`,
		details: { orderNumber: 'le numéro de commande', email: 'l’adresse e-mail', postcode: 'le code postal', phone: 'le numéro de téléphone' },
	},
	es: {
		greet: (name) => `Hola${name ? ` ${name}` : ''}, le atiende ${AGENT_PLACE}.`,
		read: 'He leído la conversación; no hace falta que repita nada.',
		sorry: 'Lamento las molestias que esto le ha causado.',
		look: 'Lo estoy mirando ahora mismo.',
		ask: (detail) => `Solo me falta un dato: ${detail}.`,
		details: { orderNumber: 'el número de pedido', email: 'el correo electrónico', postcode: 'el código postal', phone: 'el número de teléfono' },
	},
};

/** Two or three replies, the most fitting first; each greets by name and says who writes. */
export function suggestReplies(facts: ReplyFacts): readonly string[] {
	const { language } = facts;
	const words = PHRASES[language === 'de' || language === 'fr' || language === 'es' ? language : 'en'];
	const name = facts.name?.replace(/[\p{Cc}\s]+/gu, ' ').trim();
	const greeting = words.greet(name ? shortenTo(name, MAX_NAME_CHARS) : undefined);
	const start = facts.upset ? [greeting, words.sorry] : [greeting];
	const say = (...sentences: readonly string[]) => [...start, ...sentences].join(' ');
	const replies = [
		facts.missing === undefined ? undefined : say(words.read, words.ask(labelOf(words, facts.missing))),
		facts.solution === undefined ? undefined : say(words.read, shortenTo(facts.solution, MAX_SOLUTION_CHARS)),
		say(words.read, words.look),
		say(words.look),
	];
	return replies.filter((reply) => reply !== undefined).slice(0, 3);
}

function labelOf(words: Phrases, detail: string): string {
	return (Object.hasOwn(words.details, detail) ? words.details[detail] : undefined) ?? sayDetail(detail);
}
