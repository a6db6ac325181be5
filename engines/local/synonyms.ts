/** Which words are said for the same thing? What a company's article calls by one of them, its customers call by another. */
import { stem } from './stem';

/**
 * Words of one line are one word to a search. They are what support mails, shops and online services have in common: irregular
 * forms, nouns of verbs, spellings, and things with several usual names. No line for what is only near ("receipt" is no "order"),
 * and no word on two lines. Folded: lower case, no accents.
 */
export const SYNONYMS: ReadonlyArray<readonly [string, ...string[]]> = `
begin began begun start commence
break broke broken defective faulty damage
bring brought
build built
buy bought purchase
catch caught
choose chose chosen choice select pick
come came
draw drew drawn
drive drove driven
eat ate eaten
fall fell fallen
find found locate
fly flew flown flight
forget forgot forgotten
freeze froze frozen
give gave given
go went gone
grow grew grown
hear heard
hide hid hidden
hold held
keep kept
know knew known
lend lent
lose lost loss
make made create
meet met
pay paid payer paiement
sell sold
send sent
shrink shrank shrunk
sleep slept
speak spoke spoken
spend spent
steal stole stolen theft
take took taken
teach taught
tear tore torn rip
tell told
throw threw thrown
understand understood
wake woke woken
wear wore worn
win won
write wrote written
child children kid
foot feet
man men
person people
tooth teeth
woman women

accept acceptance
allergy allergic
approve approval
arrive arrival
available availability
compare comparison
complain complaint
convert conversion
differ different difference
extend extension
fail failure
identify identification identity
insure insurance
maintain maintenance
notify notification
permit permission allow
private privacy confidential
recover recovery
redeem redemption
renew renewal
replace replacement
respond response reply
retrieve retrieval
spread transmit transmission
submit submission
subscribe subscription
suspend suspension
verify verification
withdraw withdrawal

catalog catalogue
center centre
color colour
customize customise personalize personalise
favorite favourite
gray grey
jewelry jewellery
license licence
organize organise
program programme
tire tyre

account profile
automatic auto
bicycle bike
cancel abort
car vehicle automobile
change modify edit alter amend
cheap inexpensive affordable
computer pc laptop notebook
coronavirus covid corona ncov
coupon voucher
deactivate disable
delete remove erase
deliver delivery ship shipment dispatch
doctor physician
email mail
employee staff
expensive pricey
fast quick rapid
finish complete end
folder directory
guarantee warranty
holiday vacation
invoice bill receipt
job career vacancy
late delay overdue
limit restrict restriction
login logon signin
logout logoff signout
luggage baggage
manual instruction handbook
medicine medication
merge combine
money cash
movie film
parcel package packet
password passcode passphrase
phone telephone mobile cellphone smartphone handy telefon telefono telefone telefoon celular telemovel cellulare mobil movil
photo picture image pic photograph
price cost coste precio costo preco custo prezzo
problem issue trouble
refund reimburse reimbursement
repair fix mend
safe safety
secure security
several multiple
shop store
show shown display
sick ill
signup register registration
split separate
stop halt
subtitle caption
swap exchange
television tv
trip journey
usa america
video clip
website site webpage
wrong incorrect

paket packchen sendung
lieferung liefern geliefert versand versenden verschicken zustellung zustellen
rechnung quittung beleg
erstattung erstatten ruckerstattung ruckzahlung
rucksendung rucksenden zurucksenden zuruckschicken retoure retournieren retour retourner renvoyer retourneren terugsturen
umtausch umtauschen umgetauscht
gutschein rabattcode gutscheincode
kaputt defekt beschadigt
stornieren stornierung storno storniert
kundigen kundigung gekundigt
zahlen bezahlen zahlung bezahlung bezahlt gezahlt
bestellen bestellung bestellt
kundenkonto benutzerkonto
passwort kennwort
anmelden anmeldung einloggen angemeldet
registrieren registrierung
adresse anschrift
garantie gewahrleistung garantia garanzia gwarancja
preis kosten kostet
andern anderung geandert

colis paquet paquete paqueteria
livraison livrer expedition expedier
facture recu
remboursement rembourser
casse defectueux endommage abime
annuler annulation
commande commander
courriel mel
prix cout
echange echanger
inscrire inscription

envio enviar entrega entregar
factura recibo fatura
reembolso reembolsar estorno
devolver devolucion devolucao
roto defectuoso danado averiado
cancelar cancelacion cancelamento anular
pagar pago pagamento pagare
contrasena clave
cambiar cambio trocar troca cambiare

encomenda pacote
quebrado avariado defeituoso danificado
cupom cupao cupon

pacco pacchetto
spedizione spedire consegna consegnare
fattura ricevuta
rimborso rimborsare
reso restituire restituzione
rotto difettoso danneggiato
annullare annullamento

pakket pakje zending
levering leveren bezorgen bezorging verzending verzenden
terugbetaling terugbetalen
ruilen omruilen
kapot beschadigd
annuleren annulering
betalen betaling

paczka przesylka
dostawa wysylka
faktura rachunek paragon
zwrot zwrocic
wymiana wymienic
zepsuty uszkodzony wadliwy
anulowac anulowanie
platnosc zaplacic
cena koszt
`.split('\n').filter((line) => line !== '').map((line) => line.split(' ') as [string, ...string[]]);

/** Two words that are one, and their one word. */
const PHRASES: ReadonlyMap<string, string> = new Map(Object.entries({
	login: 'log in|logs in|logged in|logging in|log on|logged on|sign in|signed in|signing in',
	logout: 'log out|logged out|log off|sign out|signed out',
	signup: 'sign up|signed up|signing up',
	backup: 'back up|backed up|backing up',
	setup: 'set up|setting up',
	pickup: 'pick up|picked up|picking up',
	checkout: 'check out',
	checkin: 'check in',
	return: 'send back|sent back|sending back|give back|bring back',
	cancel: 'call off|called off',
	delete: 'get rid',
	unsubscribe: 'opt out|unsubscribe from',
	refund: 'money back',
	coupon: 'promo code|discount code|voucher code|promotion code|coupon code',
	phone: 'mobile phone|cell phone',
	email: 'e mail|e mails',
	website: 'web site|web page',
	coronavirus: 'corona virus',
	usa: 'united states',
	britain: 'united kingdom',
	erstattung: 'geld zuruck',
	zuruckschicken: 'zuruck schicken|zuruck senden',
	terugbetaling: 'geld terug',
}).flatMap(([word, phrases]) => phrases.split('|').map((phrase) => [phrase, word] as const)));
const FIRST_WORDS: ReadonlySet<string> = new Set([...PHRASES.keys()].map((phrase) => phrase.slice(0, phrase.indexOf(' '))));

/** By stem of a word with synonyms: the form they share. */
const COMMON_FORMS: ReadonlyMap<string, string> = new Map(SYNONYMS.flatMap(([first, ...others]) => [first, ...others].map((word) => [stem(word), stem(first)] as const)));

/** The form shared by the words with synonyms that `isLike` holds for; the first one's, absent when there is none. */
export function findCommonForm(isLike: (stem: string) => boolean): string | undefined {
	for (const [word, common] of COMMON_FORMS) if (isLike(word)) return common;
	return undefined;
}

/** The form that a word's inflections and synonyms share: `commonForm('photos')` is `commonForm('pictures')`. */
export function commonForm(word: string): string {
	const stemmed = stem(word);
	return COMMON_FORMS.get(stemmed) ?? stemmed;
}

/** Folded words in their order, those that are one word in two written as one: "sign in" is "login". */
export function joinPhrases(words: readonly string[]): readonly string[] {
	if (!words.some((word) => FIRST_WORDS.has(word))) return words;
	const joined: string[] = [];
	for (let i = 0; i < words.length; i++) {
		const word = words[i] as string;
		const whole = FIRST_WORDS.has(word) ? PHRASES.get(`${word} ${words[i + 1] ?? ''}`) : undefined;
		if (whole !== undefined) i++;
		joined.push(whole ?? word);
	}
	return joined;
}
