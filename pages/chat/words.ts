/** The chat's own words in the languages it speaks. `{…}` is filled in by {@link fillIn}. */

export interface ChatWords {
	readonly greeting: string;
	/** {@link greeting} where the company gave no name. */
	readonly greetingAlone: string;
	readonly aiAssistant: string;
	readonly talkToPerson: string;
	/** What is sent for a customer who presses {@link talkToPerson}. */
	readonly askForPerson: string;
	readonly answersNow: string;
	readonly waiting: string;
	readonly nextInQueue: string;
	readonly placeInQueue: string;
	readonly personAnswers: string;
	readonly closed: string;
	readonly writeMessage: string;
	readonly send: string;
	readonly you: string;
	readonly team: string;
	readonly working: string;
	readonly checking: string;
	readonly sending: string;
	readonly sent: string;
	readonly notSent: string;
	readonly tryAgain: string;
	readonly reconnecting: string;
	readonly joinedQueue: string;
	readonly joined: string;
	readonly released: string;
	readonly returned: string;
	readonly resolved: string;
	readonly newMessages: string;
	readonly conversation: string;
	readonly close: string;
	readonly testPage: string;
	readonly opensElsewhere: string;
}

const en: ChatWords = {
	greeting: 'Hello! I am {assistant}, the AI assistant of {company}. What can I do for you?',
	greetingAlone: 'Hello! I am {assistant}, an AI assistant. What can I do for you?',
	aiAssistant: 'AI assistant',
	talkToPerson: 'Talk to a person',
	askForPerson: 'I would like to talk to a person.',
	answersNow: 'You are talking to {assistant}, an AI assistant',
	waiting: 'Waiting for a person',
	nextInQueue: 'You are next',
	placeInQueue: 'You are number {n}',
	personAnswers: '{name} answers',
	closed: 'Closed. Write to go on.',
	writeMessage: 'Write a message',
	send: 'Send',
	you: 'You',
	team: 'Support team',
	working: '{assistant} is working on an answer',
	checking: 'A colleague is checking the answer',
	sending: 'Sending',
	sent: 'Sent',
	notSent: 'Not sent',
	tryAgain: 'Try again',
	reconnecting: 'Connecting again',
	joinedQueue: 'You are in the queue for a person',
	joined: '{name} has joined',
	released: '{name} has passed the conversation on',
	returned: '{assistant} takes over again',
	resolved: 'The conversation was closed',
	newMessages: 'New messages',
	conversation: 'Conversation',
	close: 'Close chat',
	testPage: 'Test page: each message needs a new test run in n8n. Nobody in the team sees it.',
	opensElsewhere: 'opens in a new tab',
};

const de: ChatWords = {
	greeting: 'Guten Tag! Ich bin {assistant}, die KI-Assistenz von {company}. Was kann ich für Sie tun?',
	greetingAlone: 'Guten Tag! Ich bin {assistant}, eine KI-Assistenz. Was kann ich für Sie tun?',
	aiAssistant: 'KI-Assistenz',
	talkToPerson: 'Mit einem Menschen sprechen',
	askForPerson: 'Ich möchte mit einem Menschen sprechen.',
	answersNow: 'Sie schreiben mit {assistant}, einer KI-Assistenz',
	waiting: 'Sie warten auf einen Menschen',
	nextInQueue: 'Sie sind als Nächstes dran',
	placeInQueue: 'Sie haben Platz {n}',
	personAnswers: '{name} antwortet',
	closed: 'Abgeschlossen. Schreiben Sie, um fortzufahren.',
	writeMessage: 'Nachricht schreiben',
	send: 'Senden',
	you: 'Sie',
	team: 'Support-Team',
	working: '{assistant} bereitet eine Antwort vor',
	checking: 'Eine Kollegin oder ein Kollege prüft die Antwort',
	sending: 'Wird gesendet',
	sent: 'Gesendet',
	notSent: 'Nicht gesendet',
	tryAgain: 'Erneut senden',
	reconnecting: 'Verbindung wird wiederhergestellt',
	joinedQueue: 'Sie warten jetzt auf einen Menschen',
	joined: '{name} ist jetzt da',
	released: '{name} hat das Gespräch weitergegeben',
	returned: '{assistant} übernimmt wieder',
	resolved: 'Das Gespräch wurde abgeschlossen',
	newMessages: 'Neue Nachrichten',
	conversation: 'Gespräch',
	close: 'Chat schließen',
	testPage: 'Testseite: Jede Nachricht braucht einen neuen Testlauf in n8n. Niemand im Team sieht sie.',
	opensElsewhere: 'öffnet in neuem Tab',
};

const fr: ChatWords = {
	greeting: 'Bonjour ! Je suis {assistant}, l’assistant IA de {company}. Que puis-je faire pour vous ?',
	greetingAlone: 'Bonjour ! Je suis {assistant}, un assistant IA. Que puis-je faire pour vous ?',
	aiAssistant: 'Assistant IA',
	talkToPerson: 'Parler à une personne',
	askForPerson: 'Je voudrais parler à une personne.',
	answersNow: 'Vous écrivez à {assistant}, un assistant IA',
	waiting: 'En attente d’une personne',
	nextInQueue: 'C’est bientôt à vous',
	placeInQueue: 'Vous êtes numéro {n}',
	personAnswers: '{name} vous répond',
	closed: 'Conversation terminée. Écrivez pour la reprendre.',
	writeMessage: 'Écrire un message',
	send: 'Envoyer',
	you: 'Vous',
	team: 'Équipe d’assistance',
	working: '{assistant} prépare une réponse',
	checking: 'Un collègue vérifie la réponse',
	sending: 'Envoi',
	sent: 'Envoyé',
	notSent: 'Non envoyé',
	tryAgain: 'Réessayer',
	reconnecting: 'Reconnexion',
	joinedQueue: 'Vous attendez maintenant une personne',
	joined: '{name} a rejoint la conversation',
	released: '{name} a transmis la conversation',
	returned: '{assistant} reprend la conversation',
	resolved: 'La conversation est terminée',
	newMessages: 'Nouveaux messages',
	conversation: 'Conversation',
	close: 'Fermer le chat',
	testPage: 'Page de test : chaque message demande un nouveau test dans n8n. Personne de l’équipe ne le voit.',
	opensElsewhere: 's’ouvre dans un nouvel onglet',
};

const es: ChatWords = {
	greeting: '¡Hola! Soy {assistant}, el asistente de IA de {company}. ¿En qué puedo ayudarle?',
	greetingAlone: '¡Hola! Soy {assistant}, un asistente de IA. ¿En qué puedo ayudarle?',
	aiAssistant: 'Asistente de IA',
	talkToPerson: 'Hablar con una persona',
	askForPerson: 'Quisiera hablar con una persona.',
	answersNow: 'Habla con {assistant}, un asistente de IA',
	waiting: 'Esperando a una persona',
	nextInQueue: 'Usted es el siguiente',
	placeInQueue: 'Es el número {n}',
	personAnswers: 'Responde {name}',
	closed: 'Conversación cerrada. Escriba para continuar.',
	writeMessage: 'Escriba un mensaje',
	send: 'Enviar',
	you: 'Usted',
	team: 'Equipo de atención',
	working: '{assistant} prepara una respuesta',
	checking: 'Un compañero revisa la respuesta',
	sending: 'Enviando',
	sent: 'Enviado',
	notSent: 'No enviado',
	tryAgain: 'Reintentar',
	reconnecting: 'Conectando de nuevo',
	joinedQueue: 'Está en la cola para hablar con una persona',
	joined: '{name} se ha unido',
	released: '{name} ha pasado la conversación',
	returned: '{assistant} continúa',
	resolved: 'La conversación se ha cerrado',
	newMessages: 'Mensajes nuevos',
	conversation: 'Conversación',
	close: 'Cerrar el chat',
	testPage: 'Página de prueba: cada mensaje necesita una nueva prueba en n8n. Nadie del equipo lo ve.',
	opensElsewhere: 'se abre en otra pestaña',
};

const pt: ChatWords = {
	greeting: 'Olá! Sou {assistant}, o assistente de IA da {company}. Em que posso ajudar?',
	greetingAlone: 'Olá! Sou {assistant}, um assistente de IA. Em que posso ajudar?',
	aiAssistant: 'Assistente de IA',
	talkToPerson: 'Falar com uma pessoa',
	askForPerson: 'Gostaria de falar com uma pessoa.',
	answersNow: 'Está a falar com {assistant}, um assistente de IA',
	waiting: 'À espera de uma pessoa',
	nextInQueue: 'É a sua vez a seguir',
	placeInQueue: 'É o número {n}',
	personAnswers: '{name} responde',
	closed: 'Conversa encerrada. Escreva para continuar.',
	writeMessage: 'Escreva uma mensagem',
	send: 'Enviar',
	you: 'Você',
	team: 'Equipa de apoio',
	working: '{assistant} está a preparar uma resposta',
	checking: 'Um colega está a verificar a resposta',
	sending: 'A enviar',
	sent: 'Enviada',
	notSent: 'Não enviada',
	tryAgain: 'Tentar de novo',
	reconnecting: 'A ligar novamente',
	joinedQueue: 'Está na fila para falar com uma pessoa',
	joined: '{name} entrou na conversa',
	released: '{name} passou a conversa',
	returned: '{assistant} continua',
	resolved: 'A conversa foi encerrada',
	newMessages: 'Novas mensagens',
	conversation: 'Conversa',
	close: 'Fechar o chat',
	testPage: 'Página de teste: cada mensagem precisa de um novo teste no n8n. Ninguém da equipa a vê.',
	opensElsewhere: 'abre num novo separador',
};

const it: ChatWords = {
	greeting: 'Buongiorno! Sono {assistant}, l’assistente IA di {company}. Come posso aiutarla?',
	greetingAlone: 'Buongiorno! Sono {assistant}, un assistente IA. Come posso aiutarla?',
	aiAssistant: 'Assistente IA',
	talkToPerson: 'Parla con una persona',
	askForPerson: 'Vorrei parlare con una persona.',
	answersNow: 'Sta parlando con {assistant}, un assistente IA',
	waiting: 'In attesa di una persona',
	nextInQueue: 'Il prossimo è lei',
	placeInQueue: 'È il numero {n}',
	personAnswers: 'Risponde {name}',
	closed: 'Conversazione chiusa. Scriva per continuare.',
	writeMessage: 'Scriva un messaggio',
	send: 'Invia',
	you: 'Lei',
	team: 'Assistenza',
	working: '{assistant} sta preparando una risposta',
	checking: 'Un collega sta controllando la risposta',
	sending: 'Invio',
	sent: 'Inviato',
	notSent: 'Non inviato',
	tryAgain: 'Riprova',
	reconnecting: 'Nuova connessione',
	joinedQueue: 'È in coda per parlare con una persona',
	joined: '{name} è ora in linea',
	released: '{name} ha passato la conversazione',
	returned: '{assistant} riprende',
	resolved: 'La conversazione è stata chiusa',
	newMessages: 'Nuovi messaggi',
	conversation: 'Conversazione',
	close: 'Chiudi la chat',
	testPage: 'Pagina di prova: ogni messaggio richiede una nuova prova in n8n. Nessuno del team lo vede.',
	opensElsewhere: 'si apre in un’altra scheda',
};

const nl: ChatWords = {
	greeting: 'Hallo! Ik ben {assistant}, de AI-assistent van {company}. Waarmee kan ik u helpen?',
	greetingAlone: 'Hallo! Ik ben {assistant}, een AI-assistent. Waarmee kan ik u helpen?',
	aiAssistant: 'AI-assistent',
	talkToPerson: 'Met een mens praten',
	askForPerson: 'Ik wil graag met een mens praten.',
	answersNow: 'U praat met {assistant}, een AI-assistent',
	waiting: 'U wacht op een medewerker',
	nextInQueue: 'U bent de volgende',
	placeInQueue: 'U bent nummer {n}',
	personAnswers: '{name} antwoordt',
	closed: 'Afgesloten. Schrijf om verder te gaan.',
	writeMessage: 'Schrijf een bericht',
	send: 'Versturen',
	you: 'U',
	team: 'Klantenservice',
	working: '{assistant} werkt aan een antwoord',
	checking: 'Een collega controleert het antwoord',
	sending: 'Wordt verstuurd',
	sent: 'Verstuurd',
	notSent: 'Niet verstuurd',
	tryAgain: 'Opnieuw proberen',
	reconnecting: 'Opnieuw verbinden',
	joinedQueue: 'U staat in de wachtrij voor een medewerker',
	joined: '{name} is erbij gekomen',
	released: '{name} heeft het gesprek doorgegeven',
	returned: '{assistant} neemt het weer over',
	resolved: 'Het gesprek is afgesloten',
	newMessages: 'Nieuwe berichten',
	conversation: 'Gesprek',
	close: 'Chat sluiten',
	testPage: 'Testpagina: elk bericht vraagt een nieuwe test in n8n. Niemand van het team ziet het.',
	opensElsewhere: 'opent in een nieuw tabblad',
};

const pl: ChatWords = {
	greeting: 'Dzień dobry! Jestem {assistant}, asystent AI firmy {company}. W czym mogę pomóc?',
	greetingAlone: 'Dzień dobry! Jestem {assistant}, asystent AI. W czym mogę pomóc?',
	aiAssistant: 'Asystent AI',
	talkToPerson: 'Rozmowa z człowiekiem',
	askForPerson: 'Chcę porozmawiać z człowiekiem.',
	answersNow: 'Odpowiada {assistant}, asystent AI',
	waiting: 'Oczekiwanie na pracownika',
	nextInQueue: 'Następna kolej jest Twoja',
	placeInQueue: 'Twój numer w kolejce: {n}',
	personAnswers: 'Odpowiada {name}',
	closed: 'Rozmowa zakończona. Napisz, aby kontynuować.',
	writeMessage: 'Napisz wiadomość',
	send: 'Wyślij',
	you: 'Ty',
	team: 'Zespół wsparcia',
	working: '{assistant} przygotowuje odpowiedź',
	checking: 'Pracownik sprawdza odpowiedź',
	sending: 'Wysyłanie',
	sent: 'Wysłano',
	notSent: 'Nie wysłano',
	tryAgain: 'Spróbuj ponownie',
	reconnecting: 'Ponowne łączenie',
	joinedQueue: 'Czekasz na rozmowę z człowiekiem',
	joined: 'Do rozmowy dołącza {name}',
	released: '{name} przekazuje rozmowę dalej',
	returned: '{assistant} znów odpowiada',
	resolved: 'Rozmowa została zakończona',
	newMessages: 'Nowe wiadomości',
	conversation: 'Rozmowa',
	close: 'Zamknij czat',
	testPage: 'Strona testowa: każda wiadomość wymaga nowego testu w n8n. Nikt z zespołu jej nie zobaczy.',
	opensElsewhere: 'otwiera się w nowej karcie',
};

/** ISO 639-1. */
export const CHAT_LANGUAGES = ['en', 'de', 'fr', 'es', 'pt', 'it', 'nl', 'pl'] as const;
export type ChatLanguage = (typeof CHAT_LANGUAGES)[number];

export const CHAT_WORDS: Readonly<Record<ChatLanguage, ChatWords>> = { en, de, fr, es, pt, it, nl, pl };

/** The first language of the list (BCP 47 tags, best first) that the chat speaks; English when it speaks none. */
export function chooseLanguage(wanted: ReadonlyArray<string | undefined>): ChatLanguage {
	for (const tag of wanted) {
		const language = CHAT_LANGUAGES.find((known) => known === tag?.slice(0, 2).toLowerCase() && /^..(?:-|$)/u.test(tag));
		if (language !== undefined) return language;
	}
	return 'en';
}

/** Fills `{name}` in; a name without a value stays as it is. */
export function fillIn(text: string, values: Readonly<Record<string, string | number>>): string {
	return text.replace(/\{(\w+)\}/gu, (whole, name: string) => String(values[name] ?? whole));
}
