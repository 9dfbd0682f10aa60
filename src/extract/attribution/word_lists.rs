//! The word lists of [`super::lexicon`]: English, and closed but for roles and callings.
//!
//! Words of the lists of pronouns, determiners, prepositions, conjunctions, auxiliaries, adverbs and
//! verbs are numbered in their order for the learned weights: new ones stand at the end.

/// Verbs of saying with irregular forms, each with its plain form first.
pub(super) const IRREGULAR: &str = "say says said saying|tell tells told telling|write writes wrote written writing|\
ask asks asked asking|reply replies replied replying|read reads reading|put puts putting|go goes went going|\
begin begins began beginning|think thinks thought thinking|feel feels felt|speak speaks spoke speaking|\
hold holds held|find finds found|swear swears swore|sing sings sang|know knows knew|hear hears heard|\
shoot shot|get gets got|make makes made making|give gives gave giving|cry cries cried crying|\
deny denies denied denying|imply implies implied implying|testify testifies testified testifying|\
decry decries decried decrying|clarify clarifies clarified clarifying|see sees saw seeing|\
believe believes believed believing|according";

/// Verbs of saying with regular forms.
pub(super) const REGULAR: &str = "add explain argue note continue state insist declare warn announce recall respond \
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

pub(super) const STRONG_VERBS: &str = "say tell write ask reply add explain argue note continue state insist declare warn \
announce recall respond conclude tweet quip joke exclaim remark observe according lament retort admit \
acknowledge shout yell opine muse claim assert contend describe call testify thunder mutter concede";
pub(super) const ASKING_VERBS: &str = "ask question press wonder";
pub(super) const DENYING_VERBS: &str = "deny";

pub(super) const PRONOUNS: &str =
    "he she they it who which we i you him her them his their its me us one";
pub(super) const SUBJECT_PRONOUNS: &str = "he she they it who which we i you";
pub(super) const DETERMINERS: &str = "a an the this that these those another one some many most several few both all his \
her their its our my other others no every each two three four five six seven eight nine ten only former \
various";
pub(super) const PREPOSITIONS: &str = "of for to in on at by with from about during after before as into over under \
through since until against between among amid toward towards near around without within like via despite \
upon per behind than outside inside across";
pub(super) const CONJUNCTIONS: &str = "and or but nor yet so because while when where if although though that which who \
whose whom what how why whether since once then";
pub(super) const AUXILIARIES: &str = "is are was were be been being am has have had having do does did will would can \
could may might must shall should cannot can't isn't wasn't won't didn't doesn't don't couldn't wouldn't \
hasn't haven't hadn't aren't weren't";
pub(super) const COMMON_VERBS: &str = "go goes went come comes came take takes took taken become became left keep kept run \
ran lost won met seem seems seemed appear appears appeared want wants wanted need needs plan plans planned try \
tries tried use used work works worked look looks looked show shows showed lead leads led stand stood sat rose \
fell grew began fought brought bought caught taught built sent spent dealt drew drove flew hit let paid sought \
stuck struck took threw understood woke wore gets got getting makes made taking coming leaving speaking talking";
pub(super) const ADVERBS: &str = "also then later once often still now just never even first last again recently only \
simply further repeatedly always soon ever not famously reportedly immediately further always thus instead \
meanwhile too perhaps publicly afterwards afterward";
pub(super) const TITLES: &str = "mr mrs ms miss dr sen sens rep reps gov gen col lt sgt rev prof st capt maj adm cmdr hon judge \
justice president senator governor mayor secretary chairman chairwoman chief officer director vice speaker \
congressman congresswoman representative ambassador pope king queen prince princess sir dame lord lady \
baroness attorney general minister premier prime chancellor sheriff detective professor coach pastor bishop \
father sister brother mp mpp mla mep councillor commissioner deputy lieutenant captain sergeant colonel \
cllr det insp supt inspector superintendent constable cpl admiral brigadier sheikh ayatollah duchess countess \
senators rabbi imam archbishop cardinal consul leader foreign smt shri reverend";
pub(super) const NOT_NAMES: &str = "the a an in on at but and or if when while after before for that this these those there here \
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
furthermore additionally nobody everyone somebody someone anyone everybody neither either nor breaking \
two three four five six seven eight nine ten eleven twelve dozens hundreds thousands";
pub(super) const CALENDAR_WORDS: &str = "monday tuesday wednesday thursday friday saturday sunday january february march april \
may june july august september october november december jan feb mar apr jun jul aug sept sep oct nov dec";
pub(super) const ROLES: &str = "spokesman spokeswoman spokesperson spokespeople official officials aide aides adviser \
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
pub(super) const DOCUMENTS: &str = "report study survey poll statement letter email e-mail memo ad video article editorial \
post message book bill order document complaint lawsuit petition ruling opinion headline sign banner caption \
tweet transcript poster plaque placard shirt t-shirt note label sticker billboard graffiti inscription";
pub(super) const PARTICLES: &str = "de von van der den la le del di da bin al el ben ibn du of & dos ter ten y zu zum zur das des av \
af bint";
pub(super) const OWNERS: &str = "his her their its our my";
pub(super) const QUANTIFIERS: &str =
    "some many most several few both all one others another these those";
pub(super) const BEFORE_VERBS: &str = "to and people men women police or";
pub(super) const NEGATIONS: &str = "not never didn't doesn't don't hasn't haven't hadn't wouldn't won't cannot can't nobody \
none neither no-one noone";
pub(super) const MASCULINES: &str = "he him his himself mr sir king prince lord congressman chairman spokesman businessman father \
brother son husband dad widower boyfriend grandfather grandad grandson nephew uncle policeman \
headmaster";
pub(super) const FEMININES: &str = "she her hers herself mrs ms miss dame queen princess lady baroness congresswoman chairwoman \
spokeswoman mother sister daughter wife mum mam mom widow girlfriend grandmother gran \
granddaughter niece aunt actress policewoman headmistress";
pub(super) const BODIES: &str = "news times post party house senate university college institute department ministry office \
agency committee commission council court bank company corporation group association society union foundation \
center centre press journal tribune herald network service street county city state states international \
national federation board bureau crescent campaign magazine radio television inc corp co ltd";
pub(super) const JUNIORS: &str = "jr sr ii iii iv";
pub(super) const NO_ADVERBS: &str =
    "family daily weekly monthly early elderly likely only friendly";
pub(super) const ARTICLES: &str = "a an the this that these those each every";
pub(super) const SPEECHES: &str = "accusation accusations admission allegation allegations announcement answer apology appeal \
argument argumentation assertion assertions assurance boast call calls chant claim claims comment comments \
complaint complaints confession contention criticism criticisms declaration demand demands denial description \
dismissal insistence joke line mantra message motto observation phrase plea pledge praise prediction promise \
promises question quip reference references refrain rejection remark remarks reply response retort slogan speech \
statement statements suggestion suggestions threat tweet vow warning warnings word words";
pub(super) const NOBODIES: &str = "nobody none neither no-one noone";

pub(super) const CALLINGS: &str = "spokeswoman spokesman spokesperson actress actor journalist reporter filmmaker novelist poet \
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
philosopher anthropologist sociologist archaeologist ds dc di dci dsi dcs pc wpc dsupt \
forecaster co-author co-star co-host co-owner co-pilot co-worker bandmate teammate classmate \
housemate flatmate roommate bystander passer-by motorist commuter passenger shopper customer \
pupil schoolboy schoolgirl student retiree grandparent canon archdeacon prebendary rector \
chaplain corporal sapper gunner trooper rifleman mother father grandmother grandfather brother sister son daughter";
pub(super) const PARTIES: &str =
    "republican democrat democrats republicans conservative labour tory liberal";
/// Whom "the" and one word mean by where they come from: "the Scot".
pub(super) const DEMONYMS: &str = "scot briton welshman welshwoman irishman irishwoman englishman englishwoman scotsman \
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
pub(super) const POSTNOMINALS: &str =
    "mp msp mep mla mpp qc kc obe mbe cbe dbe kbe phd md esq td rn dds jp frs";
/// What somebody is to another, before a name, and before a given name alone: "husband Otto".
pub(super) const KIN: &str = "husband wife mum mam mom dad daughter widow widower girlfriend boyfriend neighbour neighbor grandad";
/// What somebody is of so many children, as [`CHILDREN`] counts them: "mother-of-two".
pub(super) const PARENTS: &str =
    "mum mam mom dad mother father grandmother grandfather gran grandad";
pub(super) const CHILDREN: &str = "one two three four five six seven eight nine ten";
