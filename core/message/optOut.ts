/** Does the customer want no more messages, or want them again? Only a message that says nothing else counts. */
import type { Channel } from './message';

/** Where an opt-out word is a custom, or law. In a chat window "stop" is an ordinary word; mail has its own ways. */
const CHANNELS_WITH_OPT_OUT: ReadonlySet<Channel> = new Set<Channel>(['whatsApp', 'sms']);

/** In no language a word that customers say about an order: "cancel" and "end" are not among them. */
const OUT: ReadonlySet<string> = new Set([
	'stop', 'stopall', 'stop all', 'unsubscribe', 'opt out', 'optout', 'stop messages', 'no more messages',
	'stopp', 'abmelden', 'abbestellen', 'austragen', 'keine nachrichten mehr',
	'arrêt', 'arret', 'arrêter', 'arreter', 'arrêtez', 'désabonner', 'desabonner', 'désinscription', 'desinscription', 'me désabonner',
	'alto', 'parar', 'baja', 'darme de baja', 'darse de baja', 'no más mensajes',
	'sair', 'descadastrar', 'parar mensagens', 'cancelar inscrição',
	'disiscrivimi', 'disiscriviti', 'annulla iscrizione', 'basta messaggi',
	'afmelden', 'uitschrijven', 'stoppen',
	'wypisz', 'wypisz mnie', 'rezygnuję', 'zatrzymaj',
]);

const IN: ReadonlySet<string> = new Set([
	'start', 'unstop', 'opt in', 'optin', 'subscribe', 'resume',
	'anmelden', 'starten', 'weiter',
	'démarrer', 'demarrer', 'reprendre', 'm\'abonner', 'alta', 'iniciar', 'reanudar', 'inizia', 'iscrivimi', 'aanmelden', 'zapisz', 'zapisz mnie', 'wznów', 'começar', 'voltar',
]);

export function knowsOptOut(channel: Channel): boolean {
	return CHANNELS_WITH_OPT_OUT.has(channel);
}

/**
 * `out` or `in`; absent for everything else, and on channels without the custom. `in` is said by many who never opted out:
 * it counts only where somebody did.
 *
 * @example readOptOut('whatsApp', ' STOP! ') // => 'out'
 * @example readOptOut('whatsApp', 'stop, that is the wrong order') // => undefined
 */
export function readOptOut(channel: Channel, text: string): 'out' | 'in' | undefined {
	if (!knowsOptOut(channel) || text.length > 60) return undefined;
	const said = text.normalize('NFC').toLowerCase().replace(/[’`´]/gu, '\'').replace(/[-_\s]+/gu, ' ').replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '');
	if (OUT.has(said)) return 'out';
	return IN.has(said) ? 'in' : undefined;
}
