/**
 * What is new in a mail: its text without what was quoted and without the signature.
 *
 * `planer` knows how quotes, answers in between and answers below them look like as a whole. How a quote is introduced it
 * recognises by ours: its own patterns know few languages, and a hostile mail of 4 kB keeps them busy for seconds. Ours begin at a
 * line's start and are bounded, and what is looked at is bounded too.
 */
import { markMessageLines, processMarkedLines } from 'planer';
import patterns from 'planer/lib/regexes';
import { cutSignature } from './signature';

/** Of what is longer only the beginning is looked at, characters: a message keeps at most 10,000. */
const MAX_CHARS = 40_000;
/** Lines are marked by their beginning, characters. */
const MAX_LINE_CHARS = 400;
/** More lines than this are not looked at; a run of quoted or empty lines counts as three. */
const MAX_LINES = 400;
const MAX_RUN = 3;

/** Verbs that end "On … wrote:", in any order of words. */
const WROTE = ['wrote', 'has written', 'schrieb', 'hat geschrieben', 'geschrieben', 'a écrit', 'écrit', 'escribió', 'ha escrito', 'napisał\\(a\\)', 'napisała?', 'pisze', 'ha scritto', 'scrisse', 'schreef', 'geschreven', 'escreveu', 'skrev', 'kirjoitti', 'napsal\\(a\\)', 'написал', 'написал\\(а\\)', 'yazdı'].join('|');
/** First words of such a line. */
const ON = ['On', 'Am', 'Le', 'El', 'W dniu', 'Dnia', 'Il', 'Il giorno', 'Op', 'Em', 'Den', 'Dne', 'pon\\.?', 'wt\\.?', 'śr\\.?', 'czw\\.?', 'pt\\.?', 'sob\\.?', 'niedz\\.?', 'ndz\\.?', 'poniedziałek', 'wtorek', 'środa', 'czwartek', 'piątek', 'sobota', 'niedziela'].join('|');
/** A customer's own "on Monday you wrote:" names neither hour, year nor address. */
const DATED = '(?=[^\\n]{0,400}(?:\\n[^\\n]{0,400}){0,2}?(?:\\d{4}|\\d{1,2}:\\d{2}|@))';
const FROM = ['From', 'Von', 'De', 'Expéditeur', 'Remitente', 'Od', 'Nadawca', 'Da', 'Van', 'Från', 'Fra'].join('|');
const SENT = ['Sent', 'Date', 'To', 'Subject', 'Gesendet', 'Datum', 'An', 'Betreff', 'Envoyé', 'À', 'Objet', 'Enviado', 'Enviado el', 'Fecha', 'Para', 'Asunto', 'Wysłano', 'Wysłane', 'Data', 'Do', 'Temat', 'Inviato', 'A', 'Oggetto', 'Verzonden', 'Aan', 'Onderwerp', 'Enviada em', 'Assunto', 'Skickat', 'Sendt'].join('|');
const ORIGINAL = ['Original Message', 'Original Appointment', 'Reply Message', 'Ursprüngliche Nachricht', 'Ursprüngliche Mail', 'Original-Nachricht', 'Originalnachricht', 'Message d[\'’]origine', 'Message original', 'Mensaje original', 'Wiadomość oryginalna', 'Oryginalna wiadomość', 'Pierwotna wiadomość', 'Messaggio originale', 'Oorspronkelijk bericht', 'Mensagem original'].join('|');
const FORWARDED = ['Forwarded message', 'Begin forwarded message', 'Weitergeleitete Nachricht', 'Anfang der weitergeleiteten (?:Nachricht|E-Mail)', 'Message transféré', 'Début du message (?:transféré|réexpédié)', 'Mensaje reenviado', 'Inicio del mensaje reenviado', 'Przekazana wiadomość', 'Wiadomość przekazana dalej', 'Treść przekazanej wiadomości', 'Messaggio inoltrato', 'Doorgestuurd bericht', 'Mensagem encaminhada'].join('|');

const LEAD = '^[ \\t*_-]{0,40}';

/** Lines that introduce what was quoted. */
const SPLITTERS: readonly RegExp[] = [
	new RegExp(`${LEAD}${DATED}(?:${ON})[ ,][^\\n]{0,400}?(?:\\n[^\\n]{0,200}){0,2}?[\\s>](?:${WROTE})(?:[ \\t][^\\n:]{0,200})?(?:\\n[^\\n:]{0,200})?[:：][ \\t*_-]{0,20}(?=\\n|$)`, 'iu'),
	/^Wiadomość napisana przez [^\n]{1,300}(?:\n[^\n]{0,200})?[:：][ \t]{0,20}(?=\n|$)/iu,
	// "2026-11-03 10:00 GMT+01:00 Shop <support@…>:" and "Shop <support@…> schrieb am 3.11.2026 um 10:00:"
	/^\d{1,4}[-./]\d{1,2}[-./]\d{1,4}[^\n]{0,200}@[^\n]{0,200}[:：][ \t]{0,20}(?=\n|$)/u,
	new RegExp(`^[^\\n>:]{1,120}<[^\\n>@]{1,80}@[^\\n>]{1,120}>[ \\t](?:${WROTE})[^\\n]{0,80}[:：][ \\t]{0,20}(?=\\n|$)`, 'iu'),
	new RegExp(`${LEAD}(?:${ORIGINAL})[ \\t*_:-]{0,40}(?=\\n|$)`, 'iu'),
	// The head Outlook puts before what it quotes: two of its lines, or it is a customer's "From: Berlin".
	new RegExp(`^(?:_{5,80}[ \\t]{0,9}\\n)?[ \\t]{0,9}\\*?(?:${FROM})[ \\u00a0]?:\\*?[^\\n]{1,300}\\n(?:[^\\n]{0,200}\\n)?[ \\t]{0,9}\\*?(?:${SENT})[ \\u00a0]?:`, 'iu'),
];
const FORWARD_LINE = new RegExp(`${LEAD}>?[ \\t]?(?:${FORWARDED})[ \\t*_:-]{0,40}$`, 'iu');

patterns.SPLITTER_PATTERNS = [...SPLITTERS];
patterns.FWD = FORWARD_LINE;

/**
 * The new text of a mail. What a customer forwards is their matter: a forwarded mail stays whole.
 * When nothing new is left, everything is returned, without the quote's marks.
 */
export function findNewText(whole: string, isForward = false): string {
	const text = tidy(whole);
	if (isForward) return text;
	const lines = boundLines(text);
	if (lines.some((line) => FORWARD_LINE.test(line))) return text;
	const marked = lines.map((line) => line.slice(0, MAX_LINE_CHARS));
	const kept = keepLines(lines, marked);
	const unquoted = kept.join('\n').trim();
	if (unquoted === '') return text.replace(/^>+ ?/gmu, '').trim();
	return cutSignature(unquoted);
}

/** `processMarkedLines` hands on what it is given: here the whole lines, judged by their beginnings. */
function keepLines(lines: string[], marked: string[]): readonly string[] {
	return processMarkedLines(lines, markMessageLines(marked));
}

/** Line ends of Unix, no invisible padding, no more than one empty line in a row. */
function tidy(whole: string): string {
	return whole
		.slice(0, MAX_CHARS)
		.replace(/\r\n?/gu, '\n')
		.replace(/\u00a0/gu, ' ')
		.replace(/[\u00ad\u200b\u2060\ufeff\u034f]/gu, '')
		.replace(/[\u200c\u200d] /gu, ' ')
		.split('\n').map((line) => (line === '-- ' ? line : line.trimEnd())).join('\n')
		.replace(/\n{3,}/gu, '\n\n')
		.trim();
}

/** A long quote is as good as a short one. */
function boundLines(text: string): string[] {
	const lines: string[] = [];
	let run = 0;
	for (const line of text.split('\n')) {
		run = line.startsWith('>') ? run + 1 : 0;
		if (run <= MAX_RUN) lines.push(line);
		if (lines.length === MAX_LINES) break;
	}
	return lines;
}
