package glue

import (
	"strings"
	"sync"
)

// Weights of words whose frequency is not known from the page or the store. A
// cut is judged by the logarithms, so that only orders of magnitude count.
const (
	functionWeight = 20000 // of the commonest function word; the n-th has 1/n of it
	commonWeight   = 300
	listWeight     = 3
	pageWeight     = 100 // for each time a word stands on the page by itself
	storeWeight    = 20  // for each time it stands in kept articles
	storeEnough    = 2   // times: once may be a slip of the pen
	storeMost      = 200
)

// functionWords are French function words, the commonest first. Halves of
// three letters or fewer must be among them or in shortWords.
const functionWords = `de la le et les des en un du une que est pour qui dans a par plus pas au sur ne se ce il sont son avec
 ont été mais aux comme ou sa ses cette on leur ces être deux aussi elle sans tout après nous ils entre leurs dont
 était peut selon contre avait à y si bien où vers chez sous depuis lors ainsi afin avant pendant encore très moins tous
 toutes toute autres autre ni car or donc vous je lui eux non cet nos notre vos votre mon ma mes sera seront avaient étaient
 ait soit fut elles lorsque jusque puisque ceux celle celui celles alors cependant notamment certains certaines plusieurs
 quelque quelques chaque tel telle tels telles trop assez peu jamais toujours déjà ici là hors`

// shortWords are words of three letters that are no function words and stand
// beside one often.
const shortWords = `ans mai six dix fin loi vie roi eau air six cas but eu mer sud est`

// commonWords are frequent words of the French press.
const commonWords = `pays président ministre gouvernement état états monde année années jour jours mois semaine semaines
 heure heures temps ville villes région régions province provinces district commune communes village capitale population
 personnes personne gens homme hommes femme femmes enfant enfants jeunes famille familles habitants citoyens peuple
 sécurité paix guerre conflit conflits crise lutte défense armée police justice droit droits liberté loi lois tribunal
 politique politiques économie économique économiques social sociale sociaux sociales culturel culturelle culture
 international internationale internationaux internationales national nationale nationaux nationales mondial mondiale
 mondiaux mondiales régional régionale régionaux régionales local locale locaux locales général générale généraux
 développement coopération relations partenariat partenaires accord accords échange échanges commerce commercial
 commerciale investissement investissements entreprise entreprises société sociétés marché marchés production produits
 produit industrie agriculture énergie pétrole électricité eau environnement climat climatique santé maladie maladies
 vaccin vaccins vaccination épidémie épidémies pandémie hôpital hôpitaux médecins patients école écoles éducation
 formation étudiants université recherche science technologie technologies numérique information informations presse
 médias journal travail travaux travailleurs emploi emplois projet projets programme programmes plan plans mesure mesures
 action actions activité activités mission missions opération opérations intervention aide soutien appui assistance
 conseil commission comité assemblée organisation organisations organisme nations unies union européenne européen
 secrétaire directeur chef membre membres représentant représentants délégation ambassadeur dirigeants responsables
 responsable autorités autorité vice premier première deuxième troisième nouveau nouvelle nouveaux nouvelles grand grande
 grands grandes petit petite petits petites important importante importants importantes dernier dernière derniers
 dernières prochain prochaine ancien ancienne bon bonne haut haute long longue fort forte fortes jeune plein pleine
 importance renforcement amélioration augmentation réduction mise œuvre oeuvre rôle niveau cadre domaine domaines secteur
 secteurs situation question questions problème problèmes solution solutions défi défis résultat résultats effet effets
 impact impacts risque risques menace menaces cause causes conséquence conséquences raison raisons objectif objectifs but
 réponse réponses réunion réunions conférence rencontre rencontres visite visites sommet session résolution dialogue
 discours message appel initiative initiatives proposition propositions engagement engagements processus part parts
 partie parties point points face suite base cours début fin place lieu lieux nombre millions milliards mille cent taux
 total prix coût coûts fonds budget banque dette croissance million euros dollars tonnes route routes transport transports
 avion bateau port ports frontière frontières territoire zone zones mer terre eaux ligne lignes côté nord sud ouest centre
 maison maisons logement vie mort morts victimes blessés attaque attaques attentat terrorisme terroriste terroristes
 violence violences élections élection vote parti partis candidat campagne pouvoir pouvoirs opposition manifestation
 déclaré affirmé souligné indiqué annoncé précisé ajouté estimé appelé exprimé rappelé demandé proposé décidé permis pris
 mis reçu vu dit faire dire aller voir avoir savoir pouvoir vouloir devoir prendre mettre donner rendre tenir venir passer
 permettre renforcer promouvoir développer améliorer assurer garantir contribuer participer organiser réduire lutter
 aider accélérer soutenir protéger maintenir poursuivre créer lancer signer adopter appliquer respecter atteindre trouver
 rechercher négatifs positifs initialement également récemment actuellement ensemble aujourd hui hier demain matin soir
 nuit lundi mardi mercredi jeudi vendredi samedi dimanche janvier février mars avril juin juillet août septembre octobre
 novembre décembre peuvent doit doivent devrait pourrait fera seraient serait aura auront allait vient viennent permet
 sait veut veulent faut reste restent voix système normale maintien avenir histoire amitié peuples diplomate diplomatique
 diplomatie gestion situé située située face grâce ailleurs surtout parmi malgré durant outre quatre cinq sept huit neuf
 trois siècle âge titre fait faits fois même mêmes rien vue sens forme type exemple espace service services moyen moyens force forces besoin besoins`

// elisions are what may stand before an apostrophe.
const elisions = `jusqu lorsqu puisqu quoiqu qu l d s n c j m t`

// wholeElisions stand before an apostrophe too, and are cut by no rule.
const wholeElisions = `aujourd quelqu presqu entr grand prud parcequ main jusqu lorsqu puisqu quoiqu qu l d s n c j m t`

// contractions follow an apostrophe in English.
const contractions = `s t d m ll re ve`

// prefixes make new words, so a token that begins with one is a new word and
// not two.
const prefixes = `anti télé socio vidéo cyber multi poly pluri bio éco euro géo hydro hyper infra inter intra macro micro mini
 mono néo neuro nano narco omni para photo post pré pro proto pseudo psycho radio rétro semi super supra trans ultra uni vice
 visio auto aéro agro archi audio bi tri co crypto dé électro ex extra franco sino russo italo anglo afro indo nippo turco
 arabo israélo judéo hémo homo hétéro iso kilo méga giga moto ortho péri physio pneumo publi quadri re ré techno thermo topo
 turbo mi demi maxi ciné phono porno toxico thalasso xéno zoo stéréo rhino nitro métro maréo magnéto lipo info immuno
 home smart web net eco cardio carbo calori bureau porte garde auto ultra servo sur sous contre entre sans non mal
 bien avant après hors moins haut bas demi faux libre bon mauvais franc plein clair`

// freePrefixes are prefixes that are function words too: they are cut off
// before another function word only (surla, contreles).
const freePrefixes = `sur sous contre entre sans non bien avant après hors moins`

// suffixes end words and are words of the list by chance.
const suffixes = `ment ments able ables age ages âge âges ance ante antes ants ions iste istes aient asse asses ais ait aise aises
 aire aires erai eras erez esse esses ette ettes erie eries euse eux use uses user ère ères eur eurs ite ites iser isés isée
 phobe phobes phobie phone phones phonie mètre mètres métrie graphe graphes graphie logie logue logues gramme grammes scope
 scopes thèque thèques phile philes philie crate crates cratie vore vores gène gènes forme formes type types bus sphère tech
 naute nautes drome dromes cide cides pole pôle pôles ville villes mont bourg land man men ing ings ting ring ling king
 tées tés tée lles lle nne nnes sse tte ttes ons ent ents ées ier iers ière ières ique iques tique tiques isme ismes ard ards aux eaux ois
 oise oises ienne iennes ien iens in ine ines ins ain aine aines ains at ate ates ats té tes ter tions tion`

// pairLeft and pairRight are function words that glue to one another.
const (
	pairLeft = `de à sur dans par pour avec sans sous vers chez entre contre et que qui en mais ou comme selon depuis après avant
 pendant dont où est sont ont il ils elle elles ne pas plus lors ainsi afin tout tous a été se peut leur on si car donc soit`
	pairRight = `la le les un une des du de ce cette ces cet son sa ses leur leurs il ils elle elles on qui que à au aux en et y a ne
 se pas plus été est sont ont dans sur par pour avec sans tout tous leur nous vous lui être avoir fait`
)

// afterNumber are words that glue to a number.
const afterNumber = `et pour dans avec sur par qui que dont ainsi lors mais afin ont sont sera depuis`

// endings of ordinals stand behind a number: 1ères, 20aine.
const ordinals = `ère ères ème èmes ième ièmes nde ndes aine aines`

// newWords are words that the list lacks and that look like two.
const newWords = `ledit ladite lesdits lesdites dudit desdits desdites audit auxdits auxdites covid smartphone smartphones
 selfie selfies podcast podcasts influenceur influenceurs influenceuse influenceuses féminicide féminicides complotiste
 complotistes surtourisme facebook youtube whatsapp twitter instagram airbus boeing singapour asean unesco unicef destockage
 désescalade cryptomonnaie cryptomonnaies enfuient enfuirent ensuivit ensuivent ensuivirent`

// strongTails are function words in which no name ends, so that what stands
// before may be a name nobody knows.
const strongTails = `dans avec dont avait était selon après avant depuis cette leurs`

// saidWords follow "a" after a name: Ibrahim a déclaré, never Ibrahima déclaré.
const saidWords = `déclaré affirmé souligné annoncé indiqué exprimé estimé ajouté rappelé appelé précisé demandé proposé
 décidé insisté salué félicité noté reconnu promis répondu expliqué réaffirmé réitéré confirmé assuré averti dénoncé
 condamné évoqué présenté présidé participé rencontré reçu eu été fait pu dû dit pris mis vu lancé signé adopté approuvé
 accueilli organisé publié enregistré atteint connu permis obtenu également aussi toujours récemment officiellement
 conclu effectué remis envoyé fourni contribué partagé plaidé exhorté prononcé accepté refusé voulu souhaité`

type wordTable map[string]int

// tables are the lists above as sets; built when a page first needs them.
type tables struct {
	function, short, common, elision, wholeElision, contraction wordTable
	prefix, freePrefix, suffix, left, right, number, said       wordTable
	ordinal, newWord, strong                                    wordTable
}

var wordTables = sync.OnceValue(func() *tables {
	t := &tables{
		function: set(functionWords), short: set(shortWords), common: set(commonWords), elision: set(elisions),
		wholeElision: set(wholeElisions), contraction: set(contractions), prefix: set(prefixes),
		freePrefix: set(freePrefixes), suffix: set(suffixes), left: set(pairLeft), right: set(pairRight),
		number: set(afterNumber), said: set(saidWords),
		ordinal: set(ordinals), newWord: set(newWords), strong: set(strongTails),
	}
	return t
})

// set numbers the words of a list from 1.
func set(list string) wordTable {
	m := wordTable{}
	for _, w := range strings.Fields(list) {
		if m[w] == 0 {
			m[w] = len(m) + 1
		}
	}
	return m
}
