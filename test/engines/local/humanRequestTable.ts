/** Made-up messages by language: who asks for a person (directly, indirectly, misspelt, with sarcasm), and what only sounds like it. */
export interface HumanRequestRow {
	readonly language: string;
	readonly asks: readonly string[];
	readonly doesNot: readonly string[];
}

export const HUMAN_REQUESTS: readonly HumanRequestRow[] = [
	{
		language: 'English',
		asks: [
			'I\'d rather discuss this with one of your colleagues, put me through please', 'billing department please', 'could you hand me over to the returns team', 'is there anybody here I can talk to?', 'this chat is going nowhere', 'I do not feel at ease giving my address to a robot',
			'let me  speak to a   persom', 'I need to tlak to a representatvie', 'wow, so clever. now get me someone who is alive and a real human please', 'stop wasting my time and connect me with staff', 'how do I get hold of one of your advisors?', 'no bots please', 'I want a callback from an actual person',
			'sp\u0435ak to a hum\u0430n', 'would it kill you to let me talk to a human?', 'i don\'t trust a machine with this, give me an employee', 'may I have a word with your manager',
		],
		doesNot: [
			'is there a human body wash?', 'my agent said the parcel left on Monday', 'I spoke to a representative yesterday and she was lovely', 'I have been on hold for an hour waiting to talk to someone', 'do I have to talk to someone to change my size?', 'after chatting with your team I ordered two', 'can someone else use my voucher?',
			'does the lamp come with a human voice alarm', 'I am a real person by the way', 'the machine did not accept my card', 'my manager needs an invoice', 'no need to transfer me to an agent', 'she told me to talk to the courier', 'which agent handles Spain?',
		],
	},
	{
		language: 'German',
		asks: [
			'Ich möchte bitte mit einem Menschen sprechen', 'Kann ich mit jemandem aus der Buchhaltung reden?', 'Gibt es hier auch echte Mitarbeiter?', 'verbinden Sie mich bitte mit dem Kundendienst', 'ich rede nicht mit einem Roboter', 'Könnte mich bitte jemand zurückrufen?', 'ich will mit nem mitarbiter sprechen', 'Mensch bitte',
			'Na toll, ein Automat. Holen Sie mir einen Menschen ans Telefon', 'dieser Chat bringt doch nichts', 'Geben Sie mir Ihren Vorgesetzten', 'Abteilung Retouren bitte', 'kann da mal ein mensch draufschauen',
		],
		doesNot: [
			'Ich habe gestern mit einem Mitarbeiter gesprochen', 'Mein Berater hat mir das so erklärt', 'Gibt es das Spiel Mensch ärgere dich nicht noch?', 'Wie viele Personen passen in das Zelt?', 'ich muss nicht mit einem Menschen sprechen', 'Der Mitarbeiter am Telefon war sehr nett', 'Ist die Creme für Menschen mit Allergie geeignet?', 'Der Automat hat meine Karte behalten',
		],
	},
	{
		language: 'French',
		asks: [
			'Je voudrais parler à une personne réelle', 'Pouvez-vous me passer un conseiller ?', 'mettez-moi en relation avec quelqu\'un du service retours', 'y a-t-il un humain ici ?', 'j\'en ai marre de parler à un robot', 'est-ce que quelqu\'un peut me rappeler ?', 'je veux parlé a un consieller', 'un responsable svp',
			'Bravo le robot, maintenant passez-moi un vrai humain', 'cette conversation ne sert à rien', 'service facturation s\'il vous plaît', 'comment joindre un de vos collègues ?',
		],
		doesNot: [
			'J\'ai parlé à un conseiller hier', 'Mon agent m\'a dit que le colis est parti', 'La personne qui a livré était aimable', 'Je ne veux pas parler à un agent, juste suivre mon colis', 'C\'est pour combien de personnes ?', 'Avez-vous des livres sur le corps humain ?', 'Le robot de cuisine ne marche plus',
		],
	},
	{
		language: 'Spanish',
		asks: [
			'Quiero hablar con una persona de verdad', '¿Me puede atender un agente?', 'páseme con el departamento de devoluciones', '¿hay alguien ahí?', 'no quiero hablar con una máquina', '¿me pueden llamar por teléfono?', 'kiero ablar con un ajente', 'un humano por favor',
			'Genial, otro robot. Comuníqueme con un ser humano', 'esta conversación no sirve de nada', 'necesito que me atienda alguien del equipo', '¿cómo contacto con un asesor?',
		],
		doesNot: [
			'Ayer hablé con un agente y fue muy amable', 'Mi asesor me dijo que llegaría hoy', 'No necesito hablar con nadie, solo el número de seguimiento', '¿Para cuántas personas es la tienda?', '¿Tienen libros sobre el cuerpo humano?', 'El robot aspirador no funciona', 'La persona que entregó el paquete era simpática',
		],
	},
	{
		language: 'Portuguese',
		asks: [
			'Quero falar com uma pessoa de verdade', 'pode me passar para um atendente?', 'me transfira para o setor de devoluções', 'tem alguém aí?', 'não quero falar com um robô', 'podem me ligar, por favor?', 'kero falar com um atendete', 'atendente por favor',
			'Que maravilha, um robô. Agora chame um humano', 'esta conversa não serve para nada', 'gostaria de ser atendido por alguém da equipe', 'como faço para contatar um representante?',
		],
		doesNot: [
			'Ontem falei com um atendente muito simpático', 'O meu agente disse que chega hoje', 'Não preciso falar com ninguém, só quero o rastreio', 'A tenda é para quantas pessoas?', 'Vocês têm livros sobre o corpo humano?', 'O robô aspirador parou', 'A pessoa que entregou foi gentil',
		],
	},
	{
		language: 'Italian',
		asks: [
			'Vorrei parlare con una persona vera', 'mi può passare un operatore?', 'mettetemi in contatto con il reparto resi', 'c\'è qualcuno?', 'non voglio parlare con un robot', 'mi potete richiamare?', 'vorei parlare con un opperatore', 'un umano per favore',
			'Fantastico, un altro bot. Passatemi un essere umano', 'questa conversazione non serve a niente', 'voglio il vostro responsabile', 'come contatto un consulente?',
		],
		doesNot: [
			'Ieri ho parlato con un operatore gentile', 'Il mio agente ha detto che arriva oggi', 'Non voglio parlare con un operatore, solo il codice di tracciamento', 'Per quante persone è la tenda?', 'Avete libri sul corpo umano?', 'Il robot da cucina non funziona', 'La persona che ha consegnato era cortese',
		],
	},
	{
		language: 'Dutch',
		asks: [
			'Ik wil graag met een echt mens praten', 'kunt u me doorverbinden met een medewerker?', 'mag ik iemand van de afdeling retouren spreken', 'is daar iemand?', 'ik praat niet met een robot', 'kan iemand mij terugbellen?', 'ik wil met een medewerkr praten', 'medewerker graag',
			'Geweldig, weer een bot. Geef me een mens', 'dit gesprek heeft geen zin', 'ik wil jullie leidinggevende spreken', 'hoe bereik ik een collega van u?',
		],
		doesNot: [
			'Ik heb gisteren met een medewerker gesproken', 'Mijn adviseur zei dat het vandaag komt', 'Ik hoef niet met een medewerker te praten', 'Voor hoeveel personen is de tent?', 'Hebben jullie boeken over het menselijk lichaam?', 'De robotstofzuiger doet het niet', 'De medewerker die belde was vriendelijk',
		],
	},
	{
		language: 'Polish',
		asks: [
			'Chcę porozmawiać z prawdziwym człowiekiem', 'proszę mnie połączyć z konsultantem', 'czy mogę rozmawiać z kimś z działu zwrotów?', 'czy jest tam ktoś?', 'nie chcę rozmawiać z robotem', 'proszę o telefon od pracownika', 'chce rozmawiac z konsultntem', 'konsultant proszę',
			'Świetnie, znowu bot. Dajcie mi człowieka', 'ta rozmowa nie ma sensu', 'chcę rozmawiać z kierownikiem', 'jak skontaktować się z pracownikiem?',
		],
		doesNot: [
			'Wczoraj rozmawiałem z konsultantem i był miły', 'Mój doradca powiedział, że dziś dotrze', 'Nie chcę rozmawiać z konsultantem, tylko śledzić paczkę', 'Na ile osób jest ten namiot?', 'Czy macie książki o ciele człowieka?', 'Robot kuchenny nie działa', 'Pracownik, który dostarczył paczkę, był uprzejmy',
		],
	},
];
