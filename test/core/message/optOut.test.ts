import { readOptOut } from '../../../core/message/optOut';

it.each([
	'STOP', 'stop', ' Stop. ', 'STOP!!!', '"stop"', 'Stop 🙏', 'stop all', 'STOPALL', 'unsubscribe', 'Opt-out', 'opt_out', 'opt  out',
	'Stopp', 'Abmelden', 'keine Nachrichten mehr', 'Arrêt', 'ARRET', 'désabonner', 'me désabonner', 'BAJA', 'Darse de baja', 'alto', 'Sair', 'disiscrivimi', 'Afmelden', 'uitschrijven', 'wypisz mnie', 'Rezygnuję',
	'arre\u0302t',
])('takes "%s" for a wish to hear no more', (text) => {
	expect(readOptOut('whatsApp', text)).toBe('out');
});

it.each(['START', 'start', 'Unstop', 'opt in', 'Anmelden', 'm’abonner', 'ALTA', 'wznów'])('takes "%s" for a wish to hear again', (text) => {
	expect(readOptOut('sms', text)).toBe('in');
});

it.each([
	'', '🙏', 'please stop the order', 'stop, that is the wrong lamp', 'cancel', 'end', 'quit', 'no', 'bus stop', 'nonstop', 'don\'t stop', 'stop stop', 'cómo me doy de baja',
	`stop${' '.repeat(10_000)}`, 'stop '.repeat(5_000),
])('takes "%.40s" for neither', (text) => {
	expect(readOptOut('whatsApp', text)).toBeUndefined();
});

it.each(['webChat', 'n8nChat', 'webhook', 'email', 'other'] as const)('finds an ordinary word in %s', (channel) => {
	expect(readOptOut(channel, 'STOP')).toBeUndefined();
});
