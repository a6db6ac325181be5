/** What is new in a mail, in the languages our customers' mail programs speak. */
import { findNewText } from '../../../channels/mail/newText';

const QUOTE = '> Your order 1042 was shipped.\n> It arrives on Tuesday.';

/** How programs introduce what they quote: each between "my words" and a quote. */
const HEADERS: ReadonlyArray<readonly [string, string]> = [
	['Gmail, English', 'On Mon, Nov 3, 2026 at 10:00 AM Shop Support <support@example.com> wrote:'],
	['Gmail, English, folded', 'On Mon, Nov 3, 2026 at 10:00 AM Shop Support\n<support@example.com> wrote:'],
	['Apple Mail, English', 'On 3 Nov 2026, at 10:00, Shop Support <support@example.com> wrote:'],
	['Yahoo, English', 'On Monday, November 3, 2026 at 10:00:00 AM GMT+1, Shop Support <support@example.com> wrote:'],
	['Gmail, German', 'Am Mo., 3. Nov. 2026 um 10:00 Uhr schrieb Shop Support <support@example.com>:'],
	['Gmail, German, folded', 'Am Mo., 3. Nov. 2026 um 10:00 Uhr schrieb Shop Support <\nsupport@example.com>:'],
	['Apple Mail, German', 'Am 03.11.2026 um 10:00 schrieb Shop Support <support@example.com>:'],
	['Thunderbird, German', 'Am 03.11.26 um 10:00 schrieb Shop Support:'],
	['Gmail, French', 'Le lun. 3 nov. 2026 à 10:00, Shop Support <support@example.com> a écrit :'],
	['Apple Mail, French', 'Le 3 nov. 2026 à 10:00, Shop Support <support@example.com> a écrit :'],
	['Gmail, Spanish', 'El lun, 3 nov 2026 a las 10:00, Shop Support (<support@example.com>) escribió:'],
	['Apple Mail, Spanish', 'El 3 nov 2026, a las 10:00, Shop Support <support@example.com> escribió:'],
	['Gmail, Polish', 'pon., 3 lis 2026 o 10:00 Shop Support <support@example.com> napisał(a):'],
	['Thunderbird, Polish', 'W dniu 3.11.2026 o 10:00, Shop Support pisze:'],
	['Apple Mail, Polish', 'Wiadomość napisana przez Shop Support <support@example.com> w dniu 3 lis 2026, o godz. 10:00:'],
	['Gmail, Italian', 'Il giorno lun 3 nov 2026 alle ore 10:00 Shop Support <support@example.com> ha scritto:'],
	['Gmail, Dutch', 'Op ma 3 nov 2026 om 10:00 schreef Shop Support <support@example.com>:'],
	['Outlook, English', 'From: Shop Support <support@example.com>\nSent: Monday, November 3, 2026 10:00 AM\nTo: Robin Vale <robin@example.org>\nSubject: Re: Order 1042\n'],
	['Outlook with a line, English', '________________________________\nFrom: Shop Support <support@example.com>\nSent: Monday, November 3, 2026 10:00 AM\nTo: Robin Vale\nSubject: Re: Order 1042\n'],
	['Outlook, German', 'Von: Shop Support <support@example.com>\nGesendet: Montag, 3. November 2026 10:00\nAn: Robin Vale\nBetreff: AW: Order 1042\n'],
	['Outlook, French', 'De : Shop Support <support@example.com>\nEnvoyé : lundi 3 novembre 2026 10:00\nÀ : Robin Vale\nObjet : RE: Order 1042\n'],
	['Outlook, Spanish', 'De: Shop Support <support@example.com>\nEnviado: lunes, 3 de noviembre de 2026 10:00\nPara: Robin Vale\nAsunto: RE: Order 1042\n'],
	['Outlook, Polish', 'Od: Shop Support <support@example.com>\nWysłane: poniedziałek, 3 listopada 2026 10:00\nDo: Robin Vale\nTemat: Odp: Order 1042\n'],
	['Outlook of old, English', '-----Original Message-----\nFrom: Shop Support'],
	['Outlook of old, German', '-----Ursprüngliche Nachricht-----\nVon: Shop Support'],
	['Outlook of old, French', '-----Message d\'origine-----\nDe : Shop Support'],
	['Outlook of old, Spanish', '-----Mensaje original-----\nDe: Shop Support'],
	['Outlook of old, Polish', '-----Wiadomość oryginalna-----\nOd: Shop Support'],
];

it.each(HEADERS)('%s: what follows the line that introduces a quote is left out', (_program, header) => {
	expect(findNewText(`It has not arrived yet.\n\n${header}\n\n${QUOTE}\n`)).toBe('It has not arrived yet.');
});

it.each(HEADERS)('%s: also where the quote has no marks', (_program, header) => {
	expect(findNewText(`It has not arrived yet.\n\n${header}\nYour order 1042 was shipped.\nIt arrives on Tuesday.`)).toBe('It has not arrived yet.');
});

const SIGNATURES: ReadonlyArray<readonly [string, string]> = [
	['a delimiter', '-- \nRobin Vale\n+44 20 7946 0000'],
	['English', 'Kind regards,\nRobin Vale\nExample Ltd\n+44 20 7946 0000'],
	['English, phone', 'Sent from my iPhone'],
	['English, Outlook', 'Get Outlook for iOS'],
	['German', 'Mit freundlichen Grüßen\nRobin Vale'],
	['German, short', 'Viele Grüße\nRobin'],
	['German, phone', 'Von meinem iPhone gesendet'],
	['German, Android', 'Gesendet mit der Mail App'],
	['French', 'Cordialement,\nRobin Vale'],
	['French, long', 'Bien à vous\nRobin'],
	['French, phone', 'Envoyé de mon iPhone'],
	['Spanish', 'Un saludo,\nRobin Vale'],
	['Spanish, formal', 'Atentamente,\nRobin Vale'],
	['Spanish, phone', 'Enviado desde mi iPhone'],
	['Polish', 'Pozdrawiam,\nRobin Vale'],
	['Polish, formal', 'Z poważaniem\nRobin Vale'],
	['Polish, phone', 'Wysłane z iPhone\'a'],
];

it.each(SIGNATURES)('a signature is left out: %s', (_language, signature) => {
	expect(findNewText(`Where is my order 1042?\n\n${signature}\n`)).toBe('Where is my order 1042?');
});

it.each([
	['an order number below the greeting stays', 'My lamp is broken.\n\nBest regards\nRobin\nOrder 1042', 'My lamp is broken.\n\nBest regards\nRobin\nOrder 1042'],
	['a customer\'s own "you wrote:" is no quote', 'On Monday you wrote:\nthe lamp would come. It did not.', 'On Monday you wrote:\nthe lamp would come. It did not.'],
	['a customer\'s "From:" is no quote', 'From: Berlin\nI would like to order a lamp.', 'From: Berlin\nI would like to order a lamp.'],
	['an answer below the quote stays', 'On Mon, Nov 3, 2026 at 10:00 AM Shop <support@example.com> wrote:\n> Does it work now?\n> Please tell us.\n\nNo, it does not.', 'No, it does not.'],
	['answers between the quotes stay with what they answer', '> Does it work?\nNo.\n> Which lamp is it?\nThe Arbor.', '> Does it work?\nNo.\n> Which lamp is it?\nThe Arbor.'],
	['where nothing is new, everything stays', '> Your order 1042 was shipped.\n> It arrives on Tuesday.\n> Really.\n', 'Your order 1042 was shipped.\nIt arrives on Tuesday.\nReally.'],
	['a mail that is only a greeting stays', 'Kind regards\nRobin', 'Kind regards\nRobin'],
	['right-to-left text stays as it is', 'أين طلبي رقم 1042؟\n\n‏في ٣ نوفمبر', 'أين طلبي رقم 1042؟\n\n‏في ٣ نوفمبر'],
	['emoji stay', '😡😡 where is it??', '😡😡 where is it??'],
	['an empty mail is empty', ' \n\n ', ''],
])('%s', (_rule, mail, expected) => {
	expect(findNewText(mail)).toBe(expected);
});

it.each([
	['English', '---------- Forwarded message ---------'],
	['German', '---------- Weitergeleitete Nachricht ----------'],
	['French', '---------- Message transféré ----------'],
	['Spanish', '---------- Mensaje reenviado ----------'],
	['Polish', '---------- Przekazana wiadomość ----------'],
])('what a customer forwards stays: %s', (_language, header) => {
	const mail = `See below, please.\n\n${header}\nFrom: Carrier <info@example.org>\nDate: 3 Nov 2026\nSubject: Parcel lost\n\nYour parcel was lost.`;
	expect(findNewText(mail)).toBe(mail);
});

it.each([
	['quote openers without end', 'On , '.repeat(8_000)],
	['quote openers, line by line', 'Op x schreef\n'.repeat(3_000)],
	['German openers', 'Am 2026 schrieb '.repeat(2_500)],
	['Outlook heads', 'From: a\nx\n'.repeat(4_000)],
	['marks', `${'>'.repeat(20_000)}\n`.repeat(2)],
	['marks and words by turns', '>a\nb\n'.repeat(8_000)],
	['empty lines', '\n \n'.repeat(15_000)],
	['blanks', `x${' '.repeat(40_000)}y`],
	['5 MB of words', 'word '.repeat(1_000_000)],
	['greetings', 'Best regards\n'.repeat(3_000)],
	['brackets', '<@'.repeat(20_000)],
])('a hostile mail takes no longer than any other: %s', (_what, mail) => {
	const start = process.cpuUsage();
	findNewText(mail);
	const { user, system } = process.cpuUsage(start);
	expect((user + system) / 1000).toBeLessThan(250);
});
