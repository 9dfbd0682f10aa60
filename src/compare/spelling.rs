//! Two spellings of one word, and slips of the keyboard, told from other words.

/// Pairs that no rule covers: British first, then American, or older and newer.
const PAIRS: &[(&str, &str)] = &[
    ("grey", "gray"),
    ("greys", "grays"),
    ("mum", "mom"),
    ("mums", "moms"),
    ("cheque", "check"),
    ("cheques", "checks"),
    ("tyre", "tire"),
    ("tyres", "tires"),
    ("kerb", "curb"),
    ("plough", "plow"),
    ("sceptic", "skeptic"),
    ("sceptics", "skeptics"),
    ("sceptical", "skeptical"),
    ("scepticism", "skepticism"),
    ("jewellery", "jewelry"),
    ("fulfil", "fulfill"),
    ("fulfils", "fulfills"),
    ("fulfilment", "fulfillment"),
    ("enrol", "enroll"),
    ("enrolment", "enrollment"),
    ("instalment", "installment"),
    ("skilful", "skillful"),
    ("wilful", "willful"),
    ("mould", "mold"),
    ("moustache", "mustache"),
    ("aluminium", "aluminum"),
    ("pyjamas", "pajamas"),
    ("ageing", "aging"),
    ("judgement", "judgment"),
    ("acknowledgement", "acknowledgment"),
    ("learnt", "learned"),
    ("spelt", "spelled"),
    ("burnt", "burned"),
    ("dreamt", "dreamed"),
    ("leapt", "leaped"),
    ("amongst", "among"),
    ("whilst", "while"),
    ("artefact", "artifact"),
    ("artefacts", "artifacts"),
    ("enquiry", "inquiry"),
    ("enquiries", "inquiries"),
    ("adviser", "advisor"),
    ("advisers", "advisors"),
    ("draught", "draft"),
    ("cosy", "cozy"),
    ("sulphur", "sulfur"),
    ("manoeuvre", "maneuver"),
    ("manoeuvres", "maneuvers"),
    ("paediatric", "pediatric"),
    ("anaesthetic", "anesthetic"),
    ("foetus", "fetus"),
    ("encyclopaedia", "encyclopedia"),
    ("orthopaedic", "orthopedic"),
    ("anaemia", "anemia"),
    ("ok", "okay"),
    ("focussed", "focused"),
    ("benefitted", "benefited"),
    ("yoghurt", "yogurt"),
    ("aeroplane", "airplane"),
    ("towards", "toward"),
    ("afterwards", "afterward"),
    ("backwards", "backward"),
    ("forwards", "forward"),
    ("upwards", "upward"),
    ("downwards", "downward"),
    ("inwards", "inward"),
    ("outwards", "outward"),
    ("onwards", "onward"),
    ("practise", "practice"),
    ("practised", "practiced"),
    ("practising", "practicing"),
    ("storey", "story"),
    ("whisky", "whiskey"),
    ("programme", "program"),
    ("programmes", "programs"),
    ("kilogramme", "kilogram"),
];

/// Real words one slip away from another: a slip between them cannot be known for one.
///
/// Each pair is an insertion, a loss or a swap inside the word, the slips that [`is_typo`] takes.
const REAL_NEIGHBOURS: &[(&str, &str)] = &[
    ("country", "county"),
    ("quiet", "quite"),
    ("trail", "trial"),
    ("trails", "trials"),
    ("angel", "angle"),
    ("untied", "united"),
    ("though", "through"),
    ("though", "thought"),
    ("desert", "dessert"),
    ("casual", "causal"),
    ("marital", "martial"),
    ("loose", "lose"),
    ("dairy", "diary"),
    ("board", "broad"),
    ("there", "three"),
    ("border", "boarder"),
    ("heath", "health"),
    ("every", "very"),
    ("bread", "beard"),
    ("words", "swords"),
    ("statue", "statute"),
    ("costs", "coasts"),
    ("coast", "cost"),
    ("point", "pint"),
    ("paint", "pint"),
    ("friend", "fiend"),
    ("world", "word"),
    ("lawyer", "layer"),
    ("player", "payer"),
    ("players", "payers"),
    ("prayer", "payer"),
    ("fired", "fried"),
    ("friends", "fiends"),
    ("chance", "chancel"),
    ("scared", "sacred"),
    ("reserve", "reverse"),
    ("bored", "bored"),
    ("beast", "best"),
    ("breast", "beast"),
    ("stared", "started"),
    ("stated", "started"),
    ("tread", "trade"),
    ("tired", "tried"),
    ("slaver", "salver"),
    ("unclear", "nuclear"),
    ("exits", "exists"),
    ("morning", "mourning"),
    ("moral", "mortal"),
    ("plant", "plat"),
    ("plane", "panel"),
    ("pubic", "public"),
    ("sever", "severe"),
    ("severed", "served"),
    ("deserve", "reserve"),
    ("form", "from"),
    ("signed", "singed"),
    ("revenge", "revenue"),
    ("calling", "calming"),
    ("fighting", "fighting"),
    ("bought", "brought"),
    ("fight", "fright"),
    ("fights", "frights"),
    ("bride", "bridge"),
    ("patent", "patient"),
    ("parties", "parities"),
    ("massage", "message"),
    ("courage", "carnage"),
    ("cause", "case"),
    ("causes", "cases"),
    ("closer", "closet"),
    ("closed", "closed"),
    ("clams", "claims"),
    ("cliff", "clif"),
    ("curse", "course"),
    ("coarse", "course"),
    ("raise", "rise"),
    ("raised", "rised"),
    ("rises", "raises"),
    ("waist", "wait"),
    ("waste", "wast"),
    ("where", "were"),
    ("would", "wold"),
    ("wound", "would"),
    ("wounds", "woulds"),
    ("leads", "lads"),
    ("learned", "leaned"),
    ("leaders", "leaders"),
    ("heard", "herd"),
    ("hearts", "heats"),
    ("heart", "heat"),
    ("threat", "treat"),
    ("threats", "treats"),
    ("threaten", "treated"),
    ("treats", "threats"),
    ("safety", "safely"),
    ("grand", "grad"),
    ("grant", "gran"),
    ("ration", "ratio"),
    ("nation", "nation"),
    ("persecute", "prosecute"),
    ("persecuted", "prosecuted"),
    ("persecution", "prosecution"),
    ("preform", "perform"),
    ("conservation", "conversation"),
    ("complaint", "compliant"),
    ("complement", "compliment"),
    ("martial", "marital"),
    ("minster", "minister"),
    ("immoral", "immortal"),
    ("clean", "clan"),
];

/// Says whether two words are spellings of one: "favour", "favor".
pub(crate) fn is_spelling(left: &str, right: &str) -> bool {
    left != right
        && (canonical(left) == canonical(right)
            || PAIRS.iter().any(|pair| *pair == (left, right) || *pair == (right, left)))
}

/// Says whether two words are an irregular pair, whose halves can be words of their own as well.
pub(crate) fn is_irregular_spelling(left: &str, right: &str) -> bool {
    PAIRS.iter().any(|pair| *pair == (left, right) || *pair == (right, left))
}

/// Endings before which "our" may stand for "or", and a doubled l for one.
const AFTER_OUR: &[&str] = &[
    "", "s", "ed", "ing", "er", "ers", "ite", "ites", "itism", "able", "ably", "al", "hood",
    "hoods", "ful", "fully", "less", "ly", "y", "ist", "ists", "ings", "ism",
];
const AFTER_L: &[&str] = &["ed", "ing", "er", "ers", "or", "ors", "ation", "ous", "ings"];
const AFTER_IS: &[&str] =
    &["e", "es", "ed", "ing", "er", "ers", "ation", "ations", "ational", "able"];
const AFTER_YS: &[&str] = &["e", "ed", "es", "er", "ers", "ing"];

/// Returns the American form that the regular differences between the two orthographies give.
fn canonical(word: &str) -> String {
    let (base, possessive) = match word.strip_suffix("'s") {
        Some(base) => (base, "'s"),
        None => (word, ""),
    };
    let mut form = base.to_owned();
    for rule in [our, ise, yse, re, doubled_l, ence, ogue] {
        if let Some(next) = rule(&form) {
            form = next;
        }
    }
    form + possessive
}

/// Returns the part before an ending of `endings` that follows `middle`, and the ending.
fn split<'w>(word: &'w str, middle: &str, endings: &[&str]) -> Option<(&'w str, &'w str)> {
    word.match_indices(middle)
        .map(|(at, _)| (&word[..at], &word[at + middle.len()..]))
        .find(|(stem, ending)| stem.len() > 1 && endings.contains(ending))
}

fn vowels(stem: &str) -> usize {
    stem.chars().filter(|c| matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y')).count()
}

/// Returns how many runs of vowels the stem has.
fn syllables(stem: &str) -> usize {
    let is_vowel = |c: char| matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y');
    stem.split(|c| !is_vowel(c)).filter(|run| !run.is_empty()).count()
}

fn our(word: &str) -> Option<String> {
    let (stem, ending) = split(word, "our", AFTER_OUR)?;
    // "hour", "four", "your" have no such twin: the stem needs a vowel of its own.
    (vowels(stem) > 0).then(|| format!("{stem}or{ending}"))
}

fn ise(word: &str) -> Option<String> {
    let (stem, ending) = split(word, "is", AFTER_IS)?;
    (stem.len() > 2 && vowels(stem) > 0).then(|| format!("{stem}iz{ending}"))
}

fn yse(word: &str) -> Option<String> {
    let (stem, ending) = split(word, "ys", AFTER_YS)?;
    (stem.len() > 2).then(|| format!("{stem}yz{ending}"))
}

fn re(word: &str) -> Option<String> {
    let (stem, ending) = split(word, "re", &["", "s", "d"])?;
    let is_consonant = stem.ends_with(['t', 'b', 'p', 'v']) || stem.ends_with("ch");
    (is_consonant && vowels(stem) > 0).then(|| format!("{stem}er{}", ending.replace('d', "ed")))
}

fn doubled_l(word: &str) -> Option<String> {
    let (stem, ending) = split(word, "ll", AFTER_L)?;
    // "filled" and "filed" are two words; "travelled" and "traveled" are one.
    let is_long = syllables(stem) > 1 || stem.ends_with("ue") || stem.ends_with("ia");
    is_long.then(|| format!("{stem}l{ending}"))
}

fn ence(word: &str) -> Option<String> {
    let (stem, ending) = split(word, "ence", &["", "s", "d"])?;
    Some(format!("{stem}ense{ending}"))
}

fn ogue(word: &str) -> Option<String> {
    let (stem, ending) = split(word, "ogue", &["", "s"])?;
    (vowels(stem) > 0).then(|| format!("{stem}og{ending}"))
}

/// Shortest word, in letters, in which a slip is told from another word.
///
/// Of the words of four letters in English, most have another one slip away: form, from.
const SHORTEST_TYPO: usize = 5;
/// Shortest word in which one letter for another is a slip and not another word.
const SHORTEST_WRONG_LETTER: usize = 8;

/// Says whether one word is the other with one slip inside: a letter lost, doubled or swapped.
///
/// The first letter holds, and so does the ending: "release" and "released" differ in grammar.
pub(crate) fn is_typo(left: &str, right: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (left.chars().collect(), right.chars().collect());
    let (short, long) = if a.len() <= b.len() { (&a, &b) } else { (&b, &a) };
    let is_candidate = long.len() >= SHORTEST_TYPO
        && long.len() - short.len() <= 1
        && short.first() == long.first()
        && left != right
        && !left.chars().chain(right.chars()).any(char::is_numeric);
    is_candidate && is_one_slip(short, long) && !is_real_pair(left, right)
}

fn is_real_pair(left: &str, right: &str) -> bool {
    REAL_NEIGHBOURS.iter().any(|pair| *pair == (left, right) || *pair == (right, left))
}

/// Says whether one loss, doubling, swap or, in long words, wrong letter stands between the two.
fn is_one_slip(short: &[char], long: &[char]) -> bool {
    let same = short.iter().zip(long).take_while(|(a, b)| a == b).count();
    if short.len() < long.len() {
        let at_end = same == short.len() && !(same > 0 && long[same] == long[same - 1]);
        return short[same..] == long[same + 1..] && !at_end;
    }
    let rest = (&short[same..], &long[same..]);
    let swapped = rest.0.len() > 1
        && rest.0[0] == rest.1[1]
        && rest.0[1] == rest.1[0]
        && rest.0[2..] == rest.1[2..];
    let wrong =
        long.len() >= SHORTEST_WRONG_LETTER && rest.0.len() > 2 && rest.0[1..] == rest.1[1..];
    swapped || wrong
}

/// Prefixes that turn a word into its opposite.
const DENYING_PREFIXES: &[&str] = &["un", "in", "im", "il", "ir", "dis", "non", "mis"];

/// Says whether one word is the other with a denying prefix: "loyal", "disloyal".
pub(crate) fn is_opposite(left: &str, right: &str) -> bool {
    let denies = |long: &str, short: &str| {
        short.len() > 3
            && DENYING_PREFIXES.iter().any(|prefix| long.strip_prefix(prefix) == Some(short))
    };
    let less = |a: &str, b: &str| {
        a.strip_suffix("ful").is_some_and(|stem| b.strip_suffix("less") == Some(stem))
    };
    denies(left, right) || denies(right, left) || less(left, right) || less(right, left)
}

/// Says whether two words are forms of one: "demand", "demanded".
pub(crate) fn is_inflection(left: &str, right: &str) -> bool {
    const ENDINGS: &[&str] =
        &["", "s", "es", "d", "ed", "ing", "'s", "e", "ied", "ies", "y", "en", "n"];
    let same = left.bytes().zip(right.bytes()).take_while(|(a, b)| a == b).count();
    let (Some(left_end), Some(right_end)) = (left.get(same..), right.get(same..)) else {
        return false;
    };
    same > 2 && ENDINGS.contains(&left_end) && ENDINGS.contains(&right_end)
        || is_verb_pair(left, right)
}

/// Forms of the auxiliary verbs, which editors change most often.
const AUXILIARIES: &[&[&str]] = &[
    &["be", "am", "is", "are", "was", "were", "been", "being"],
    &["have", "has", "had", "having"],
    &["do", "does", "did", "done", "doing"],
    &["go", "goes", "went", "gone", "going"],
    &["say", "says", "said", "saying"],
];

fn is_verb_pair(left: &str, right: &str) -> bool {
    AUXILIARIES.iter().any(|forms| forms.contains(&left) && forms.contains(&right))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_word_are_told_from_two_words() {
        let same = [
            ("favour", "favor"),
            ("favourite", "favorite"),
            ("organisation", "organization"),
            ("realised", "realized"),
            ("centre", "center"),
            ("theatres", "theaters"),
            ("travelled", "traveled"),
            ("defence", "defense"),
            ("licence", "license"),
            ("analyse", "analyze"),
            ("grey", "gray"),
            ("dialogue", "dialog"),
            ("programme", "program"),
            ("towards", "toward"),
            ("labour's", "labor's"),
        ];
        for (left, right) in same {
            assert!(is_spelling(left, right) && is_spelling(right, left), "{left} {right}");
        }
        let other = [
            ("filled", "filed"),
            ("four", "for"),
            ("awards", "award"),
            ("fourth", "forth"),
            ("your", "yor"),
            ("prise", "prize"),
            ("release", "release"),
            ("our", "or"),
        ];
        for (left, right) in other {
            assert!(!is_spelling(left, right), "{left} {right}");
        }
    }

    #[test]
    fn slips_are_told_from_other_words() {
        let slips = [
            ("release", "relese"),
            ("release", "releaase"),
            ("release", "relaese"),
            ("immediate", "immedeate"),
            ("government", "goverment"),
            ("don't", "dont"),
        ];
        for (left, right) in slips {
            assert!(is_typo(left, right), "{left} {right}");
        }
        let words = [
            ("country", "county"),
            ("released", "release"),
            ("demand", "demands"),
            ("house", "mouse"),
            ("form", "from"),
            ("2021", "2201"),
            ("might", "night"),
            ("tribe", "bribe"),
            ("house", "horse"),
        ];
        for (left, right) in words {
            assert!(!is_typo(left, right), "{left} {right}");
        }
    }

    #[test]
    fn opposites_are_found_by_their_prefix() {
        assert!(is_opposite("loyal", "disloyal") && is_opposite("careless", "careful"));
        assert!(!is_opposite("der", "under"));
    }
}
