//! The closed classes of English words that say what a quotation is: never a topical word.
//!
//! Determiners, prepositions, auxiliaries and the like are few and don't change with the news;
//! verbs of saying are many, but they too belong to the language and not to a year. A model that
//! weighs "trump" or "iowa" has learned the year 2016.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::letters::{WordIndex, hash_word};

/// A set of word classes, one bit each.
pub(super) type Classes = u32;

pub(super) const DETERMINER: Classes = 1;
pub(super) const PREPOSITION: Classes = 1 << 1;
pub(super) const CONJUNCTION: Classes = 1 << 2;
pub(super) const AUXILIARY: Classes = 1 << 3;
pub(super) const PRONOUN: Classes = 1 << 4;
/// First and second person: the words of somebody who speaks.
pub(super) const PERSONAL: Classes = 1 << 5;
pub(super) const ADVERB: Classes = 1 << 6;
/// Nouns and participles that announce a word, a name or a title: "the word “x”".
pub(super) const LABELLING: Classes = 1 << 7;
/// Abbreviations whose full stop ends no sentence.
pub(super) const ABBREVIATION: Classes = 1 << 8;
/// Verbs that report speech, in any form.
pub(super) const REPORTING: Classes = 1 << 9;
/// Reporting verbs that hardly do anything else.
pub(super) const SAYING: Classes = 1 << 10;
/// Finite forms of common verbs: their presence makes a clause.
pub(super) const FINITE: Classes = 1 << 11;
/// "not", "never", "nobody": words that turn an assertion round.
pub(super) const NEGATION: Classes = 1 << 12;
/// Contractions that hold a subject and a verb: "it's", "we've".
pub(super) const CLAUSE: Classes = 1 << 13;
/// Words that a headline writes in lower case.
pub(super) const SMALL: Classes = 1 << 14;
/// Verbs that take back or contest what they report: "denied".
pub(super) const DENYING: Classes = 1 << 15;
/// Pronouns that are subjects: with a verb after them they make a clause.
pub(super) const SUBJECT: Classes = 1 << 16;

/// Words after which marked words are somebody's name for a thing, and no statement.
pub(super) const MISNOMER: Classes = 1 << 17;

const LISTS: &[(Classes, &str)] = &[
    (
        DETERMINER,
        "a an the this that these those another one some many most several few both all his her \
         their its our my your other others no every each two three four five six only former \
         various any",
    ),
    (
        PREPOSITION,
        "of for to in on at by with from about during after before as into over under through \
         since until against between among amid toward towards near around without within like \
         via despite upon per behind than",
    ),
    (
        CONJUNCTION,
        "and or but nor yet so because while when where if although though that which who whose \
         whom what how why whether since once then",
    ),
    (
        AUXILIARY | FINITE,
        "is are was were am has have had do does did will would can could may might must should \
         shall cannot can't isn't wasn't won't didn't doesn't don't couldn't wouldn't shouldn't \
         aren't weren't hasn't haven't hadn't ain't",
    ),
    (AUXILIARY, "be been being having"),
    (PRONOUN, "him them it which who you me us one her i we he she they"),
    (PRONOUN | SUBJECT, "i we he she they"),
    (
        PERSONAL,
        "i i'm i've i'd i'll we we're we've we'd we'll my our me us you your you're you've you'll \
         let's mine ours yours",
    ),
    (
        CLAUSE,
        "i'm i've i'd i'll we're we've we'd we'll you're you've you'll he's she's it's that's \
         there's they're they've they'd they'll he'd she'd he'll she'll it'll let's what's who's \
         here's where's how's gonna",
    ),
    (
        ADVERB,
        "also then later once often still now just never even first last again recently only \
         simply further repeatedly always soon ever not famously reportedly immediately",
    ),
    (
        LABELLING,
        "word term terms name names nickname nicknamed titled entitled title titles novel book \
         memoir show song film movie series magazine album so-called named episode documentary \
         sitcom musical adjective verb noun aka alias poem essay chapter podcast newspaper anthem",
    ),
    (MISNOMER, "so-called nicknamed"),
    (
        ABBREVIATION,
        "mr mrs ms dr sen sens rep reps gov gen col lt sgt rev prof st jr sr capt maj adm cmdr \
         hon jan feb mar apr aug sept oct nov dec inc corp co ltd vs etc fla calif pa ill mass \
         mich minn tex va wis ariz colo conn ala tenn ky md ga ore wash nev okla",
    ),
    (
        FINITE,
        "goes went came comes takes took becomes became left keeps kept runs ran lost won met \
         holds held seems seemed appears wants wanted needs needed makes made gets got gives gave \
         knows knew thinks thought says said sees saw looks looked shows showed works worked \
         stands stood began begins believes believed means meant feels felt lives lived puts finds \
         found let lets likes loves hates hate ignores wins turns helps deserves",
    ),
    (
        NEGATION,
        "not no never nobody nothing none neither nor without cannot can't don't doesn't didn't \
         isn't aren't wasn't weren't won't wouldn't couldn't shouldn't hasn't haven't hadn't ain't",
    ),
    (SMALL, "the of a an and in with is to for on at or from by as but vs"),
    (
        DENYING,
        "deny denies denied denying disavow disavows disavowed disavowing disown disowned \
         repudiate repudiated repudiates",
    ),
];

/// Reporting verbs whose forms follow no rule, all their forms listed.
const IRREGULAR: &str = "\
    say says said saying tell tells told telling write writes wrote written writing reply replies \
    replied replying read reads reading put puts putting go goes went going begin begins began \
    beginning think thinks thinking thought feel feels felt speak speaks spoke speaking hold holds \
    held find finds found swear swears swore sing sings sang know knows knew hear hears heard make \
    makes made making give gives gave giving cry cries cried crying deny denies denied denying \
    imply implies implied implying testify testifies testified testifying clarify clarifies \
    clarified see sees saw seeing specify specifies specified according rebut rebuts rebutted \
    rebutting begged begging admitted admitting blurt blurts blurted \
    decry decries decried decrying vilify vilified justify justifies justified justifying implying";

/// Reporting verbs that take regular endings.
const REGULAR: &str = "\
    ask add explain argue note continue state insist declare warn announce recall respond \
    conclude acknowledge joke quip claim call describe suggest charge accuse urge vow promise \
    predict remark observe complain lament exclaim counter retort muse lash reiterate emphasize \
    stress post assert contend dismiss denounce criticize praise refer thunder shout chant yell \
    comment confirm demand pledge boast concede answer blast mock slam label dub characterize \
    tout wonder brand proclaim opine advise caution gush report tweet retweet scream whisper \
    mutter murmur reveal disclose estimate question repeat reassure assure inform maintain agree \
    disagree recount marvel scoff snap snort laugh chuckle sigh grumble fume rail rant bark \
    interject offer propose recommend reason relate remind attest allege affirm attack condemn \
    deride ridicule deplore disparage compare liken credit hail applaud commend congratulate \
    thank apologize plead implore encourage challenge press object protest signal hint indicate \
    mention point portray paint cite quote echo endorse express voice cast frame term mouth \
    lambaste bash hammer taunt rebuke chide scold assail blame defend refute reject dispute \
    bemoan brag crow email text blog determine rule order decide posit underscore highlight \
    detail elaborate outline summarize address speculate theorize figure expect hope worry doubt \
    suspect pronounce trumpet bellow holler roar shriek wail cheer greet introduce invoke \
    volunteer venture snarl hiss stammer growl preach lecture instruct direct notify demur \
    promote advocate reference laud exhort gloat boom admire riff deem rebuff discuss support \
    oppose identify react imagine intone enthuse drawl sneer kid counsel inquire query vent \
    include acclaim celebrate confide divulge recite concur surmise clarify joke";

/// Lemmas of the reporting verbs that hardly do anything but report.
const STRONG: &str = "\
    say tell write ask reply add explain argue note continue state insist declare warn announce \
    recall respond conclude tweet quip joke exclaim remark observe according lament retort \
    acknowledge shout yell opine muse claim assert contend describe call testify";

/// Number of a word in the lexicon; 0 is any word that is not in it.
pub(super) type WordId = u16;

/// The words of all lists with their classes.
pub(super) struct Lexicon {
    entries: WordIndex<(WordId, Classes)>,
    names: Vec<String>,
}

/// The one lexicon, built at first use.
pub(super) static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::build);

/// The lists while they are read.
#[derive(Default)]
struct Lists {
    entries: FxHashMap<u64, (WordId, Classes)>,
    names: Vec<String>,
}

impl Lists {
    fn read() -> Self {
        let mut lists = Self { entries: FxHashMap::default(), names: vec![String::new()] };
        for (classes, list) in LISTS {
            list.split_whitespace().for_each(|word| lists.add(word, *classes));
        }
        IRREGULAR.split_whitespace().for_each(|word| lists.add(word, REPORTING));
        for lemma in REGULAR.split_whitespace() {
            let classes = REPORTING | if is_strong(lemma) { SAYING } else { 0 };
            forms(lemma).iter().for_each(|form| lists.add(form, classes));
        }
        for form in "say says said saying tell tells told telling write writes wrote written \
                     writing reply replies replied replying testify testifies testified \
                     testifying according admitted admit"
            .split_whitespace()
        {
            lists.add(form, REPORTING | SAYING);
        }
        lists
    }

    fn add(&mut self, word: &str, classes: Classes) {
        let next = self.names.len() as WordId;
        let entry = self.entries.entry(hash_word(word)).or_insert((next, 0));
        entry.1 |= classes;
        if entry.0 == next {
            self.names.push(word.to_owned());
        }
    }
}

impl Lexicon {
    fn build() -> Self {
        let Lists { entries, names } = Lists::read();
        Self { entries: WordIndex::of(entries), names }
    }

    /// Returns number and classes of `word` in any case, with any apostrophe; zeros if unknown.
    pub(super) fn look_up(&self, word: &str) -> (WordId, Classes) {
        // No listed word has a letter beyond ASCII, though one may have a small form within it.
        let is_listable = |c: char| c.is_ascii() || c == '’';
        let is_known = word.is_ascii() || word.chars().all(is_listable);
        if is_known { self.of_hash(hash_word(word)) } else { (0, 0) }
    }

    /// Returns number and classes of the word with this [`hash_word`]; zeros if unknown.
    pub(super) fn of_hash(&self, hash: u64) -> (WordId, Classes) {
        self.entries.look_up(hash)
    }

    /// Returns the word of a number.
    pub(super) fn name(&self, id: WordId) -> &str {
        self.names.get(usize::from(id)).map_or("", String::as_str)
    }
}

fn is_strong(lemma: &str) -> bool {
    STRONG.split_whitespace().any(|word| word == lemma)
}

/// Returns the inflected forms of a regular verb.
fn forms(lemma: &str) -> Vec<String> {
    let stem = lemma.strip_suffix('e').unwrap_or(lemma);
    let plural = if lemma.ends_with(['h', 's', 'x']) { "es" } else { "s" };
    let doubled = doubles_last(lemma).then(|| lemma.chars().next_back()).flatten();
    let stem = doubled.map_or(stem.to_owned(), |last| format!("{stem}{last}"));
    vec![lemma.to_owned(), format!("{lemma}{plural}"), format!("{stem}ed"), format!("{stem}ing")]
}

/// Says whether the last consonant of a verb is doubled before an ending: "quip", "quipped".
fn doubles_last(lemma: &str) -> bool {
    matches!(
        lemma,
        "quip"
            | "snap"
            | "slam"
            | "brag"
            | "refer"
            | "chat"
            | "hit"
            | "demur"
            | "dub"
            | "nod"
            | "rip"
            | "jab"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_in_any_case_and_with_any_apostrophe() {
        let (_, classes) = LEXICON.look_up("DON’T");
        assert_eq!(classes & (AUXILIARY | NEGATION), AUXILIARY | NEGATION);
        assert_eq!(LEXICON.name(LEXICON.look_up("Described").0), "described");
        assert_eq!(LEXICON.look_up("Iowa"), (0, 0));
        assert_eq!(LEXICON.look_up("café"), (0, 0));
    }
}
