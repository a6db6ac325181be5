import { readLanguage } from '../../../engines/local/language';

const SERVED = ['en', 'de', 'fr', 'es'];

it.each([
	['Where is my parcel, it should have arrived yesterday?', 'en'],
	['Wo bleibt mein Paket, es sollte gestern ankommen?', 'de'],
	['Où est mon colis, il devait arriver hier ?', 'fr'],
	['¿Dónde está mi paquete? Tenía que llegar ayer', 'es'],
	['WO IST MEINE BESTELLUNG', 'de'],
])('reads %j as %s', (text, language) => expect(readLanguage(text, SERVED)).toEqual({ language, unsupported: false }));

it.each(['', 'ok', '1042', 'a@example.com', '😀😀😀', 'https://example.com/where-is-my-order', '\u200b\u200b'])('is unsure of %j', (text) => expect(readLanguage(text, SERVED).language).toBeUndefined());

it.each([
	['Την περασμένη εβδομάδα παρήγγειλα μια λάμπα και δεν έχει έρθει', 'el'],
	['先週ランプを注文しましたが、まだ届きません。', 'ja'],
	['Geçen hafta bir lamba sipariş ettim ama hâlâ gelmedi', 'tr'],
])('says that it does not understand %j well', (text, language) => expect(readLanguage(text, SERVED)).toEqual({ language, unsupported: true }));

it('knows a language of its own that the company does not serve', () => {
	expect(readLanguage('Vorrei sapere quando arriva il mio pacco, grazie mille', ['en'])).toEqual({ language: 'it', unsupported: false });
});

it('says so even of a language it cannot tell from its neighbours', () => {
	expect(readLanguage('Минулого тижня я замовив лампу, а вона досі не прийшла', SERVED).unsupported).toBe(true);
});

it.each([
	['play the album La Vida Buena by Los Tres Amigos', 'en'], ['Finde den Film The House at the End of the Road', 'de'], ['zet Back to the Old Days in mijn lijst', 'nl'], ['aggiungi "Born Under a Bad Star" alla mia lista', 'it'],
	['annuler ma commande', 'fr'], ['dónde está mi pedido', 'es'], ['cadê o meu pedido', 'pt'], ['gdzie jest paczka', 'pl'],
])('reads the language of the short command %j around the titles in it', (text, language) => expect(readLanguage(text, ['en', 'de', 'fr', 'es', 'pt', 'it', 'nl', 'pl']).language).toBe(language));

it('reads a served language of its own word lists, too', () => {
	expect(readLanguage('vis mig mine ordrer', ['en', 'da'])).toEqual({ language: 'da', unsupported: true });
});
