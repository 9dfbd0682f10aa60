//! Closed word lists of English: what a word can be, without knowing what the news is about.
//!
//! Only function words, verbs of saying, titles, calendar words and the nouns by which reports
//! call a source stand here. No name, place or topic does, so that nothing learned over these
//! lists is tied to one year's news.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::extract::letters::{WordIndex, hash_word};

/// A set of word classes, one bit each.
pub(crate) type Classes = u64;

/// A verb of saying, in any form, or `according`.
pub(crate) const CUE: Classes = 1;
/// A verb that hardly ever does anything but report speech.
pub(crate) const STRONG: Classes = 1 << 1;
/// A pronoun.
pub(crate) const PRONOUN: Classes = 1 << 2;
/// A pronoun that can be a subject.
pub(crate) const SUBJECT_PRONOUN: Classes = 1 << 3;
/// A determiner, quantifier or small number.
pub(crate) const DETERMINER: Classes = 1 << 4;
/// A preposition.
pub(crate) const PREPOSITION: Classes = 1 << 5;
/// A conjunction, relative or question word.
pub(crate) const CONJUNCTION: Classes = 1 << 6;
/// An auxiliary or modal verb.
pub(crate) const AUXILIARY: Classes = 1 << 7;
/// A frequent verb that is no verb of saying.
pub(crate) const COMMON_VERB: Classes = 1 << 8;
/// An adverb that may stand between a subject and its verb.
pub(crate) const ADVERB: Classes = 1 << 9;
/// A title before a name.
pub(crate) const TITLE: Classes = 1 << 10;
/// A word that begins no name although a sentence may begin with it.
pub(crate) const NOT_A_NAME: Classes = 1 << 11;
/// A day or a month.
pub(crate) const CALENDAR: Classes = 1 << 12;
/// A noun by which reports call a source: "spokesman", "report".
pub(crate) const ROLE: Classes = 1 << 13;
/// A small word inside a name: "von", "de", "of".
pub(crate) const PARTICLE: Classes = 1 << 14;
/// A verb that asks.
pub(crate) const ASKING: Classes = 1 << 15;
/// The plain form of a verb of saying, which may also be a noun.
pub(crate) const BASE_FORM: Classes = 1 << 16;
/// A verb that denies.
pub(crate) const DENYING: Classes = 1 << 17;
/// A noun for a text or a thing that can carry words: "report", "sign".
pub(crate) const DOCUMENT: Classes = 1 << 18;
/// A word that says nobody: "nobody", "neither".
pub(crate) const NOBODY: Classes = 1 << 19;
/// A form of "say".
pub(crate) const SAY: Classes = 1 << 20;

/// A pronoun that owns: "his".
pub(crate) const OWNER: Classes = 1 << 21;
/// A quantifier that can be a subject by itself: "many said".
pub(crate) const QUANTIFIER: Classes = 1 << 22;
/// `according`.
pub(crate) const ACCORDING: Classes = 1 << 23;
/// A word after which a plain verb form is a verb: "to say", "people say".
pub(crate) const BEFORE_VERB: Classes = 1 << 24;
/// A word that negates its clause: "not", "never".
pub(crate) const NEGATION: Classes = 1 << 25;
/// A masculine pronoun or form of address.
pub(crate) const MASCULINE: Classes = 1 << 26;
/// A feminine pronoun or form of address.
pub(crate) const FEMININE: Classes = 1 << 27;
/// A word in the names of bodies: "News", "Office".
pub(crate) const BODY: Classes = 1 << 28;
/// A word behind a surname: "Jr".
pub(crate) const JUNIOR: Classes = 1 << 29;
/// A word ending with "ly" that is no adverb.
pub(crate) const NO_ADVERB: Classes = 1 << 30;
/// A word that opens a phrase and stands inside none: "the".
pub(crate) const ARTICLE: Classes = 1 << 31;
/// A noun for something said: "claim", "remarks".
pub(crate) const SPEECH: Classes = 1 << 32;
/// A pronoun for several.
pub(crate) const PLURAL: Classes = 1 << 33;
/// A pronoun for a thing or a body.
pub(crate) const NEUTER: Classes = 1 << 34;

/// What somebody is by trade or in a game, before a name: "striker".
pub(crate) const CALLING: Classes = 1 << 35;
/// A member of a party, before a name.
pub(crate) const PARTY: Classes = 1 << 36;
/// Somebody by where they come from: "Scot".
pub(crate) const DEMONYM: Classes = 1 << 38;
/// Letters behind a name: "MP".
pub(crate) const POSTNOMINAL: Classes = 1 << 37;

/// What is known of a word.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Entry {
    /// The classes that it belongs to.
    pub classes: Classes,
    /// The number of its verb of saying, from 1; 0 for other words.
    pub verb: u16,
    /// Its own number among function words, from 1; 0 for other words.
    pub word: u16,
    /// What it is as a neighbour of a mention; 0 where its shape tells more.
    pub neighbour: u8,
}

/// Verbs of saying with irregular forms, each with its plain form first.
const IRREGULAR: &str = "say says said saying|tell tells told telling|write writes wrote written writing|\
ask asks asked asking|reply replies replied replying|read reads reading|put puts putting|go goes went going|\
begin begins began beginning|think thinks thought thinking|feel feels felt|speak speaks spoke speaking|\
hold holds held|find finds found|swear swears swore|sing sings sang|know knows knew|hear hears heard|\
shoot shot|get gets got|make makes made making|give gives gave giving|cry cries cried crying|\
deny denies denied denying|imply implies implied implying|testify testifies testified testifying|\
decry decries decried decrying|clarify clarifies clarified clarifying|see sees saw seeing|\
believe believes believed believing|according";

/// Verbs of saying with regular forms.
const REGULAR: &str = "add explain argue note continue state insist declare warn announce recall respond \
conclude admit acknowledge joke quip claim call describe suggest charge accuse urge vow promise predict remark \
observe complain lament exclaim counter retort muse lash reiterate emphasize emphasise stress post assert \
contend dismiss denounce criticize criticise praise refer thunder shout chant yell comment confirm demand \
pledge boast concede answer blast mock slam rip label dub characterize characterise tout wonder brand \
proclaim opine advise caution gush open close report tweet retweet scream whisper mutter murmur reveal \
disclose estimate question repeat reassure assure inform maintain agree disagree recount marvel scoff snap \
sneer snort laugh chuckle sigh grumble fume rail rant jab bark interject offer propose recommend reason \
reflect relate remind volunteer attest allege affirm attack condemn deride ridicule deplore disparage compare \
liken credit hail applaud commend congratulate thank apologize apologise plead beg implore encourage challenge \
press object protest signal hint indicate mention point portray paint cite quote echo endorse express voice \
cast frame term title mouth lambaste bash hammer skewer tease taunt rebuke chide scold assail blame fault \
defend rebut refute reject dispute bemoan brag crow email text blog determine rule order decide posit \
underscore highlight specify detail elaborate outline summarize summarise sum address speculate theorize \
figure expect hope fear worry doubt suspect consider pronounce trumpet bellow holler roar shriek wail cheer \
greet introduce invoke pitch lob fire name stipulate start conceive";

const STRONG_VERBS: &str = "say tell write ask reply add explain argue note continue state insist declare warn \
announce recall respond conclude tweet quip joke exclaim remark observe according lament retort admit \
acknowledge shout yell opine muse claim assert contend describe call testify thunder mutter concede";
const ASKING_VERBS: &str = "ask question press wonder";
const DENYING_VERBS: &str = "deny";

const PRONOUNS: &str = "he she they it who which we i you him her them his their its me us one";
const SUBJECT_PRONOUNS: &str = "he she they it who which we i you";
const DETERMINERS: &str = "a an the this that these those another one some many most several few both all his \
her their its our my other others no every each two three four five six seven eight nine ten only former \
various";
const PREPOSITIONS: &str = "of for to in on at by with from about during after before as into over under \
through since until against between among amid toward towards near around without within like via despite \
upon per behind than outside inside across";
const CONJUNCTIONS: &str = "and or but nor yet so because while when where if although though that which who \
whose whom what how why whether since once then";
const AUXILIARIES: &str = "is are was were be been being am has have had having do does did will would can \
could may might must shall should cannot can't isn't wasn't won't didn't doesn't don't couldn't wouldn't \
hasn't haven't hadn't aren't weren't";
const COMMON_VERBS: &str = "go goes went come comes came take takes took taken become became left keep kept run \
ran lost won met seem seems seemed appear appears appeared want wants wanted need needs plan plans planned try \
tries tried use used work works worked look looks looked show shows showed lead leads led stand stood sat rose \
fell grew began fought brought bought caught taught built sent spent dealt drew drove flew hit let paid sought \
stuck struck took threw understood woke wore gets got getting makes made taking coming leaving speaking talking";
const ADVERBS: &str = "also then later once often still now just never even first last again recently only \
simply further repeatedly always soon ever not famously reportedly immediately further always thus instead \
meanwhile too perhaps publicly afterwards afterward";
const TITLES: &str = "mr mrs ms miss dr sen sens rep reps gov gen col lt sgt rev prof st capt maj adm cmdr hon judge \
justice president senator governor mayor secretary chairman chairwoman chief officer director vice speaker \
congressman congresswoman representative ambassador pope king queen prince princess sir dame lord lady \
baroness attorney general minister premier prime chancellor sheriff detective professor coach pastor bishop \
father sister brother mp mpp mla mep councillor commissioner deputy lieutenant captain sergeant colonel \
cllr det insp supt inspector superintendent constable cpl admiral brigadier sheikh ayatollah duchess countess \
senators rabbi imam archbishop cardinal consul leader foreign";
const NOT_NAMES: &str = "the a an in on at but and or if when while after before for that this these those there here \
as by to of from with so yet then now still also what why how where who whom whose which asked last earlier later \
meanwhile monday tuesday wednesday thursday friday saturday sunday january february march april may june july august \
september october november december jan feb mar apr jun jul aug sept sep oct nov dec yes no not i we you my our your \
his her its their he she they it is are was were be been has have had do does did will would can could should might \
must over under during since until because although though however moreover instead according speaking despite among \
between about against like unlike once just only even both each every all more most other another such perhaps maybe \
indeed thus hence otherwise nevertheless nonetheless much many some several few none half part holding pause calling \
asking noting adding citing first second third finally again back out up down off too very well oh ah ok okay rather \
given through throughout without within upon near beyond behind following added says said let's it's that's i'm he's \
she's there's we're they're don't didn't isn't you've you're you'll you'd we've we'll we'd they've they'll they'd \
i've i'll i'd he'll he'd she'll she'd it'll it'd aren't wasn't weren't can't won't couldn't wouldn't shouldn't \
doesn't hasn't haven't hadn't regardless recently ironically nowadays nothing others surprisingly unfortunately \
fortunately sadly clearly obviously previously currently originally initially ultimately eventually apparently \
similarly separately specifically notably importantly increasingly today yesterday tomorrow tonight interestingly \
furthermore additionally nobody everyone somebody someone anyone everybody neither either nor breaking";
const CALENDAR_WORDS: &str = "monday tuesday wednesday thursday friday saturday sunday january february march april \
may june july august september october november december jan feb mar apr jun jul aug sept sep oct nov dec";
const ROLES: &str = "spokesman spokeswoman spokesperson spokespeople official officials aide aides adviser \
advisers advisor advisors strategist strategists analyst analysts expert experts critic critics supporter \
supporters voter voters man woman men women person people student students professor teacher attorney attorneys \
lawyer lawyers judge judges officer officers police authorities prosecutor prosecutors investigator \
investigators campaign committee group groups organization organisation company firm bank agency department \
office administration government party court panel board council union association network newspaper paper \
magazine site website report study survey poll polls statement letter email emails e-mail memo ad ads video \
article editorial post message book bill order document documents complaint lawsuit petition ruling opinion \
headline sign banner caption tweet tweets transcript candidate candidates nominee president senator congressman \
congresswoman governor mayor lawmaker lawmakers leader leaders chairman chairwoman chief director manager \
member members activist activists protester protesters demonstrator demonstrators reporter reporters journalist \
journalists host anchor moderator columnist author writer editor commentator pundit pundits blogger historian \
scholar economist researcher researchers scientist scientists doctor pollster republican republicans democrat \
democrats conservative conservatives liberal liberals delegate delegates donor donors operative operatives \
insider insiders staffer staffers ally allies friend friends colleague colleagues opponent opponents rival \
rivals father mother son daughter wife husband brother sister parents family billionaire businessman executive \
executives ceo owner veteran soldier general source sources witness witnesses resident residents worker workers \
crowd attendee attendees fan fans user users observer observers nation state country world city town team \
minister secretary auditor diplomat ambassador envoy premier commissioner captain coach player farmer nurse \
neighbour neighbor";
const DOCUMENTS: &str = "report study survey poll statement letter email e-mail memo ad video article editorial \
post message book bill order document complaint lawsuit petition ruling opinion headline sign banner caption \
tweet transcript poster plaque placard shirt t-shirt note label sticker billboard graffiti inscription";
const PARTICLES: &str = "de von van der den la le del di da bin al el ben ibn du of & dos ter ten";
const OWNERS: &str = "his her their its our my";
const QUANTIFIERS: &str = "some many most several few both all one others another these those";
const BEFORE_VERBS: &str = "to and people men women police or";
const NEGATIONS: &str = "not never didn't doesn't don't hasn't haven't hadn't wouldn't won't cannot can't nobody \
none neither no-one noone";
const MASCULINES: &str = "he him his himself mr sir king prince lord congressman chairman spokesman businessman father \
brother son husband";
const FEMININES: &str = "she her hers herself mrs ms miss dame queen princess lady baroness congresswoman chairwoman \
spokeswoman mother sister daughter wife";
const BODIES: &str = "news times post party house senate university college institute department ministry office \
agency committee commission council court bank company corporation group association society union foundation \
center centre press journal tribune herald network service street county city state states international \
national federation board bureau crescent campaign magazine radio television inc corp co ltd";
const JUNIORS: &str = "jr sr ii iii iv";
const NO_ADVERBS: &str = "family daily weekly monthly early elderly likely only friendly";
const ARTICLES: &str = "a an the this that these those each every";
const SPEECHES: &str = "accusation accusations admission allegation allegations announcement answer apology appeal \
argument argumentation assertion assertions assurance boast call calls chant claim claims comment comments \
complaint complaints confession contention criticism criticisms declaration demand demands denial description \
dismissal insistence joke line mantra message motto observation phrase plea pledge praise prediction promise \
promises question quip reference references refrain rejection remark remarks reply response retort slogan speech \
statement statements suggestion suggestions threat tweet vow warning warnings word words";
const NOBODIES: &str = "nobody none neither no-one noone";

const CALLINGS: &str = "spokeswoman spokesman spokesperson actress actor journalist reporter filmmaker novelist poet \
singer rapper musician comedian broadcaster presenter columnist blogger historian economist analyst strategist \
pollster activist campaigner protester lawyer solicitor barrister prosecutor advocate alderman alderwoman recorder \
treasurer comptroller whip assemblyman assemblywoman nominee ceo cfo coo cto founder co-founder cofounder \
chairperson manager boss skipper striker midfielder defender goalkeeper winger quarterback pitcher outfielder \
jockey boxer swimmer sprinter golfer resident neighbour neighbor shopkeeper landlord farmer fisherman teacher \
headteacher nurse midwife surgeon consultant paramedic firefighter pensioner businessman businesswoman \
entrepreneur developer designer architect engineer scientist researcher biologist physicist astronaut billionaire \
tycoon investor coordinator organizer organiser envoy diplomat undersecretary aide adviser advisor witness \
eyewitness survivor volunteer counsel executive commander commodore churchwarden warden vicar curate ranger umpire \
referee bowler batsman wicketkeeper flanker fly-half scrum-half baron viscount \
tenant parishioner trader banker carpenter plumber electrician mechanic artist painter sculptor \
playwright dramatist conductor composer violinist pianist guitarist drummer academic psychologist psychiatrist \
epidemiologist virologist immunologist oncologist cardiologist paediatrician pediatrician geologist ecologist \
botanist zoologist chemist astronomer meteorologist climatologist seismologist statistician mathematician \
philosopher anthropologist sociologist archaeologist ds dc di dci dsi dcs pc wpc dsupt";
const PARTIES: &str = "republican democrat democrats republicans conservative labour tory liberal";
/// Whom "the" and one word mean by where they come from: "the Scot".
const DEMONYMS: &str = "scot briton welshman welshwoman irishman irishwoman englishman englishwoman scotsman \
scotswoman frenchman frenchwoman dutchman dutchwoman cornishman yorkshireman ulsterman northerner southerner \
londoner dubliner liverpudlian glaswegian mancunian parisian berliner roman american canadian mexican brazilian \
argentine argentinian chilean colombian peruvian venezuelan uruguayan bolivian ecuadorian cuban jamaican \
trinidadian barbadian guyanese dane swede finn norwegian icelander german austrian swiss belgian luxembourger \
italian spaniard portuguese greek cypriot maltese turk pole czech slovak hungarian romanian bulgarian serb croat \
bosnian slovene slovenian albanian macedonian montenegrin ukrainian russian belarusian lithuanian latvian estonian \
georgian armenian azerbaijani kazakh uzbek afghan iranian iraqi israeli palestinian jordanian lebanese syrian saudi \
emirati kuwaiti qatari yemeni egyptian libyan tunisian algerian moroccan sudanese ethiopian eritrean somali kenyan \
ugandan tanzanian rwandan congolese nigerian ghanaian senegalese ivorian cameroonian zambian zimbabwean \
namibian angolan mozambican malawian indian pakistani bangladeshi nepali nepalese bhutanese burmese thai \
vietnamese cambodian laotian malaysian singaporean indonesian filipino filipina chinese taiwanese japanese korean \
mongolian australian kiwi aussie fijian samoan tongan texan californian floridian ohioan virginian iowan kansan \
oregonian alaskan hawaiian michigander minnesotan kentuckian tennessean hoosier angeleno";
const POSTNOMINALS: &str =
    "mp msp mep mla mpp qc kc obe mbe cbe dbe kbe phd md esq td rn dds jp frs";

/// Words that mean most as neighbours of a mention, each group with its number.
pub(crate) const NEIGHBOURS: &[(&str, u8)] = &[
    ("to", 9),
    ("by", 10),
    ("with", 11),
    ("of", 12),
    ("for", 13),
    ("from", 14),
    ("in", 15),
    ("on", 16),
    ("at", 17),
    ("and", 18),
    ("that", 19),
    ("as", 20),
    ("but", 21),
    ("when while if because although though whether where after before since until", 22),
    ("who which whom whose", 23),
    ("or nor", 24),
];

/// The neighbour number of "of".
pub(crate) const OF: u8 = 12;
/// The neighbour number of "that".
pub(crate) const THAT: u8 = 19;
/// The neighbour number of "as".
pub(crate) const AS: u8 = 20;
/// The neighbour number of "who" and "which".
pub(crate) const RELATIVE: u8 = 23;
/// The neighbour number of "when" and other words that open a clause.
pub(crate) const SUBORDINATOR: u8 = 22;

type Table = FxHashMap<u64, Entry>;

static INDEX: LazyLock<WordIndex<Entry>> = LazyLock::new(|| WordIndex::of(build()));

/// Returns what is known of the word with this [`hash_word`], whatever its case.
#[inline]
pub(crate) fn look_up(hash: u64) -> Entry {
    INDEX.look_up(hash)
}

fn build() -> Table {
    let mut table = Table::default();
    add_verbs(&mut table);
    let classes = [
        (PRONOUNS, PRONOUN),
        (SUBJECT_PRONOUNS, SUBJECT_PRONOUN),
        (DETERMINERS, DETERMINER),
        (PREPOSITIONS, PREPOSITION),
        (CONJUNCTIONS, CONJUNCTION),
        (AUXILIARIES, AUXILIARY),
        (COMMON_VERBS, COMMON_VERB),
        (ADVERBS, ADVERB),
        (TITLES, TITLE),
        (NOT_NAMES, NOT_A_NAME),
        (CALENDAR_WORDS, CALENDAR),
        (ROLES, ROLE),
        (DOCUMENTS, DOCUMENT),
        (PARTICLES, PARTICLE),
        (NOBODIES, NOBODY),
        (SPEECHES, SPEECH),
        (ARTICLES, ARTICLE),
        (BODIES, BODY),
        (JUNIORS, JUNIOR),
        (NO_ADVERBS, NO_ADVERB),
        (OWNERS, OWNER),
        (QUANTIFIERS, QUANTIFIER),
        (BEFORE_VERBS, BEFORE_VERB),
        (NEGATIONS, NEGATION),
        (MASCULINES, MASCULINE),
        (FEMININES, FEMININE),
        (CALLINGS, CALLING),
        (PARTIES, PARTY),
        (DEMONYMS, DEMONYM),
        (POSTNOMINALS, POSTNOMINAL),
        ("they", PLURAL),
        ("it", NEUTER),
    ];
    for (list, class) in classes {
        for word in list.split_whitespace() {
            table.entry(hash_word(word)).or_default().classes |= class;
        }
    }
    for (words, number) in NEIGHBOURS {
        for word in words.split_whitespace() {
            table.entry(hash_word(word)).or_default().neighbour = *number;
        }
    }
    number_function_words(&mut table);
    table
}

fn add_verbs(table: &mut Table) {
    let mut number = 0;
    for row in IRREGULAR.split('|') {
        number += 1;
        let base = row.split_whitespace().next().unwrap_or_default();
        let classes = verb_classes(base);
        for form in row.split_whitespace() {
            add_form(table, form, base, number, classes);
        }
    }
    for base in REGULAR.split_whitespace() {
        number += 1;
        let classes = verb_classes(base);
        for form in regular_forms(base) {
            add_form(table, &form, base, number, classes);
        }
    }
}

/// Returns the forms that a regular verb may have, and some that it has not: they do no harm.
fn regular_forms(base: &str) -> [String; 8] {
    let stem = base.strip_suffix('e').unwrap_or(base);
    let last = base.chars().last().unwrap_or('e');
    let y_stem = base.strip_suffix('y').unwrap_or(base);
    [
        base.to_owned(),
        format!("{base}s"),
        format!("{base}es"),
        format!("{stem}ed"),
        format!("{stem}ing"),
        format!("{base}{last}ed"),
        format!("{base}{last}ing"),
        format!("{y_stem}ied"),
    ]
}

/// Returns the classes of all forms of a verb of saying.
fn verb_classes(base: &str) -> Classes {
    let has = |list: &str| list.split(' ').any(|verb| verb == base);
    let rules = [
        (has(STRONG_VERBS), STRONG),
        (has(ASKING_VERBS), ASKING),
        (has(DENYING_VERBS), DENYING),
        (base == "say", SAY),
        (base == "according", ACCORDING),
    ];
    rules.iter().filter(|(applies, _)| *applies).fold(CUE, |classes, (_, class)| classes | class)
}

fn add_form(table: &mut Table, form: &str, base: &str, number: u16, classes: Classes) {
    let entry = table.entry(hash_word(form)).or_default();
    if entry.verb == 0 {
        entry.verb = number;
    }
    entry.classes |= classes;
    if form == base && !matches!(form, "put" | "read" | "according") {
        entry.classes |= BASE_FORM;
    }
}

/// Numbers the function words in the order of their lists, so that a model can name them.
fn number_function_words(table: &mut Table) {
    let lists = [PRONOUNS, DETERMINERS, PREPOSITIONS, CONJUNCTIONS, AUXILIARIES, ADVERBS];
    let mut number = 0;
    for word in lists.iter().flat_map(|list| list.split_whitespace()) {
        if let Some(entry) = table.get_mut(&hash_word(word)).filter(|entry| entry.word == 0) {
            number += 1;
            entry.word = number;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_known_in_any_case_and_with_any_apostrophe() {
        let known = |word: &str| look_up(hash_word(word));
        assert_ne!(known("SAID").classes & SAY, 0);
        assert_ne!(known("Mr").classes & TITLE, 0);
        assert_ne!(known("didn’t").classes & AUXILIARY, 0);
        assert_eq!(known("tweeted").verb, known("Tweets").verb);
        assert_eq!(known("Zoë"), Entry::default());
        assert_eq!(known(""), Entry::default());
    }
}
