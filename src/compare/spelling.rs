//! Two spellings of one word, and slips of the keyboard, told from other words.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

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
/// Each pair is a letter lost, doubled or swapped inside the word, the slips that [`is_typo`] takes;
/// words of newspaper English, found by comparing all with all.
const REAL_NEIGHBOURS: &str = "\
    abide/aide addiction/addition adverse/averse aide/aside angel/angle area/arena assert/asset \
    asses/assess back/black backs/blacks bags/brags band/brand bank/blank banks/bans bans/beans \
    barbs/bars bared/barred baring/barring bars/bears based/biased bases/biases bash/brash \
    bated/batted beach/bleach beach/breach beached/breached beaches/breaches beast/best \
    beast/breast bellow/below below/blow bidding/biding biding/binding bind/blind blocks/blocs \
    blond/bond bloom/boom blows/bows boarder/border boarders/borders boast/boat boast/boats \
    boasts/boats bond/bound bonds/bounds bone/borne booing/booming books/boos boom/broom \
    boos/boots boost/boot boost/boots boosts/boots booth/both boring/bring bother/brother \
    bought/brought breadth/breath bride/bridge brides/bridges burst/bust burying/buying \
    buses/busses calvary/cavalry camps/campus camps/caps cannon/canon canvas/canvass card/cared \
    cards/cars care/carve cared/carved career/carer careers/carers cares/caress cares/cars \
    case/cause case/cease case/chase cases/causes cash/clash cash/crash cashed/crashed cast/coast \
    casual/causal casualty/causality cause/clause cave/crave cease/crease ceased/creased \
    chain/chin chair/char chant/chat chart/chat chef/chief chefs/chiefs choose/chose cites/cities \
    claim/clam claims/clams clan/clean clothes/cloths coast/coat coast/cost coasts/coats \
    coasts/costs cold/could coma/comma compete/complete competed/completed competing/completing \
    compiled/complied complains/complaints complaint/compliant contact/contract \
    contacted/contracted contacting/contracting contacts/contracts convert/covert cops/corps \
    corps/crops counties/countries countess/countless \
    country/county course/curse courses/curses crate/create \
    crated/created crates/creates dairies/diaries dairy/diary dawn/drawn debt/debut \
    decent/descent desert/dessert deserts/desserts diner/dinner diners/dinners dining/dinning \
    discreet/discrete discreetly/discretely discus/discuss doing/doling donor/door donors/doors \
    down/drown earns/ears ethic/ethnic except/excerpt excited/exited exciting/exiting \
    exert/expert exist/exit exists/exits faction/fraction factions/fractions failed/filed \
    failing/filing failings/filings fame/frame famed/framed fare/flare fared/feared \
    farther/father feast/fest feds/feeds feed/freed feeds/fees feels/fees feet/fleet \
    fiance/finance fiances/finances fiction/friction field/filed fiend/friend fiends/friends \
    fight/flight fight/fright fights/flights fights/frights filed/filled filed/fled files/flies \
    filing/filling fired/fried fires/fries flat/float flood/food flounder/founder fond/found \
    fonder/founder force/fore fore/forge form/forum forms/forums forth/fourth found/fund \
    founded/funded founding/funding freeing/freezing gate/grate gates/grates gave/grave \
    gown/grown grad/grand granting/grating griped/gripped griping/gripping guess/guests \
    haired/hired handed/handled hard/heard hated/heated hates/hats hating/heating hats/heats \
    haven/heaven head/heard health/heath heard/herd hears/hearts hears/hers heart/heat \
    hearts/heats heed/hewed heirs/hers hints/hits honestly/honesty hoped/hopped hoping/hopping \
    hose/house hoses/houses hostel/hotel ideals/ideas immoral/immortal immorality/immortality \
    indicated/indicted infect/inflect infection/inflection kids/kinds lace/lance lads/leads \
    last/least later/latter launch/lunch lawyer/layer lawyers/layers laying/lying lean/learn \
    leaned/learned leaning/learning least/lest lied/liked lied/lined lied/lived lies/likes \
    lies/lines lies/lives lightening/lightning lighting/lightning liked/linked liking/linking \
    lined/linked lining/linking lobbing/lobbying loose/lose loses/loss loses/losses \
    making/marking making/masking manager/manger managers/mangers marital/martial marred/married \
    match/math mated/matted mere/merge minister/minster ministers/minsters month/moth \
    months/moths moral/mortal morality/mortality morally/mortally morning/mourning moth/mouth \
    mouse/muse move/movie nice/niche nice/niece noise/nose nothing/noting once/ounce \
    ordinance/ordnance ouster/outer overlay/overly overly/overtly pace/peace pace/place \
    paces/places pain/plain paint/pant panned/planned pants/plants parity/party partly/party \
    patch/path patent/patient payer/player payer/prayer payers/players paying/playing \
    paying/praying pays/plays peach/preach peaches/preaches phase/phrase pilot/plot pined/pinned \
    pining/pinning pint/point pints/points place/plaice plain/plan plains/plans planed/planned \
    planes/plans planet/plant planing/planning planks/plans plans/plants poised/posed \
    politicos/politics posed/posted poses/posses posing/posting posses/possess powder/power \
    price/prince prices/princes princes/princess proper/prosper prostate/prostrate pubic/public \
    quiet/quit quiet/quite raid/rapid raise/rise raises/rises raising/rising rally/really \
    raped/rapped realities/realties reality/realty refuge/refugee reign/rein reign/resign \
    reigned/resigned relay/rely relay/replay relied/replied rely/reply remainder/reminder \
    repay/replay replay/reply reset/rest revered/reversed revived/revved ridding/riding \
    robbed/robed robbing/robing robots/roots rogue/rouge roost/root ruins/runs sacred/scared \
    sagged/snagged sake/shake sake/snake sake/stake sale/scale salve/slave salver/slaver \
    salves/slaves same/shame sand/stand save/slave saving/staving saying/staying says/stays \
    scared/scarred scraped/scrapped scraping/scrapping seal/steal seam/steam sear/spear \
    seats/sets seed/sewed seed/speed seeds/sees seeing/seeking seeing/seeming seeks/sees \
    seems/sees seen/seven seize/size seized/sized sell/shell sell/spell sell/swell send/spend \
    sending/spending sends/spends sent/spent sewed/skewed she'll/shell shed/shied shied/shield \
    shirt/shit shoot/shot shoots/shots short/shot short/sort showing/sowing shown/sown sick/stick \
    side/slide siding/sliding sight/slight signed/singed signer/singer signing/singing \
    signs/sings silver/sliver simulate/stimulate simulated/stimulated simulates/stimulates \
    simulating/stimulating simulation/stimulation singing/singling singing/swinging site/spite \
    site/suite sites/sits sits/suits slid/solid sniped/snipped sold/solid solder/soldier \
    soldered/soldiered solders/soldiers soldier/solider sole/solve songs/sons soon/spoon \
    sort/sport sorts/sports sowing/swing sparking/sparkling spilt/split sport/spot sports/spots \
    stacked/staked stale/staple stared/started stared/starved staring/starring staring/starting \
    stars/starts start/stat started/stated starting/startling starting/stating starts/stats \
    states/stats stats/status statue/statute statues/statutes stayed/strayed steam/stem \
    steam/stream steams/streams steep/step sting/string stoop/stop stores/stories \
    striped/stripped striping/stripping struck/stuck stuck/suck super/supper sure/surge \
    swat/sweat table/tale tack/track tacked/tackled tacked/tracked tacking/tackling \
    tacking/taking tacking/tracking taking/talking tank/thank tanks/thanks taped/tapped \
    taping/tapping teach/tech tend/trend tends/tens tends/trends tenet/tent there/three \
    thorough/through though/through though/tough threat/treat threats/treats three/tree \
    through/trough thugs/thus tick/trick tied/tired tied/tried ties/times ties/tries tips/trips \
    tired/tried tons/towns tortuous/torturous tough/trough traced/tracked trail/trial \
    trails/trials trial/tribal truck/tuck trying/tying tuned/turned underserved/undeserved \
    unfit/unit united/untied unites/units user/usher venal/venial vice/voice waged/wagged \
    wagging/waging waist/wait waning/wanting waning/warning warns/wars we're/were were/where \
    widow/window winds/wins wings/wins wining/winning word/world wore/worse";

static NEIGHBOURS: LazyLock<FxHashSet<(&'static str, &'static str)>> =
    LazyLock::new(|| REAL_NEIGHBOURS.split(' ').filter_map(|pair| pair.split_once('/')).collect());

/// Says whether two words are spellings of one: "favour", "favor".
pub(crate) fn is_spelling(left: &str, right: &str) -> bool {
    if is_accented(left, right) {
        return true;
    }
    // No rule touches the first letter. Most words that are asked about are two words.
    let begins_alike = left.as_bytes().first() == right.as_bytes().first();
    left != right
        && (begins_alike && canonical(left) == canonical(right)
            || is_irregular_spelling(left, right))
}

/// Returns a word as it is written where a keyboard has no accents: "Zürich" is "Zurich", "Sørensen" is
/// "Sorensen".
pub(crate) fn without_accents(word: &str) -> String {
    let mut plain = String::with_capacity(word.len());
    for c in word.nfkd().filter(|c| !is_combining_mark(*c)) {
        match c {
            'ø' => plain.push('o'),
            'ł' => plain.push('l'),
            'đ' | 'ð' => plain.push('d'),
            'ı' => plain.push('i'),
            'ħ' => plain.push('h'),
            'æ' => plain.push_str("ae"),
            'œ' => plain.push_str("oe"),
            'ß' => plain.push_str("ss"),
            'þ' => plain.push_str("th"),
            _ => plain.push(c),
        }
    }
    plain
}

/// Says whether two words are one but for their accents.
pub(crate) fn is_accented(left: &str, right: &str) -> bool {
    left != right
        && !(left.is_ascii() && right.is_ascii())
        && without_accents(left) == without_accents(right)
}

/// Says whether two words are an irregular pair, whose halves can be words of their own as well.
pub(crate) fn is_irregular_spelling(left: &str, right: &str) -> bool {
    let (left, right) = match (left.strip_suffix("'s"), right.strip_suffix("'s")) {
        (Some(left), Some(right)) => (left, right),
        _ => (left, right),
    };
    PAIRED.contains(&(left, right)) || PAIRED.contains(&(right, left))
}

static PAIRED: LazyLock<FxHashSet<(&str, &str)>> =
    LazyLock::new(|| PAIRS.iter().copied().collect());

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
/// Says whether one word is the other with one slip inside: a letter lost, doubled or swapped.
///
/// The first letter holds, and so does the ending: "release" and "released" differ in grammar.
pub(crate) fn is_typo(left: &str, right: &str) -> bool {
    // Told from the bytes, as most words that are asked about are two words.
    if left.as_bytes().first() != right.as_bytes().first() {
        return false;
    }
    let (a, b): (Vec<char>, Vec<char>) = (left.chars().collect(), right.chars().collect());
    let (short, long) = if a.len() <= b.len() { (&a, &b) } else { (&b, &a) };
    if is_wrong_ending(left, right) {
        return true;
    }
    let is_candidate = long.len() >= SHORTEST_TYPO
        && long.len() - short.len() <= 1
        && short.first() == long.first()
        && left != right
        && !left.chars().chain(right.chars()).any(char::is_numeric);
    is_candidate && is_one_slip(short, long) && !is_real_pair(left, right)
}

/// Endings that sound alike, of which a word has one: "independent", "responsible".
const ALIKE_ENDINGS: &[(&str, &str)] = &[
    ("ent", "ant"),
    ("ents", "ants"),
    ("ence", "ance"),
    ("ently", "antly"),
    ("ible", "able"),
    ("ibly", "ably"),
];
/// Shortest stem before them, in letters: "extent" and "extant" are two words.
const SHORTEST_STEM: usize = 5;

/// Says whether one word is the other with an ending that sounds alike: "independant".
fn is_wrong_ending(left: &str, right: &str) -> bool {
    let is_one = |(e, a): &(&str, &str)| {
        let stems = left.strip_suffix(e).zip(right.strip_suffix(a));
        let stems = stems.or_else(|| left.strip_suffix(a).zip(right.strip_suffix(e)));
        stems.is_some_and(|(l, r)| l == r && l.len() >= SHORTEST_STEM && l != "confid")
    };
    ALIKE_ENDINGS.iter().any(is_one)
}

/// What is a word of its own behind "re", and with it another one: "re-sign", "resign".
const AFTER_RE: &[&str] = &[
    "act", "bound", "count", "cover", "create", "dress", "form", "fuse", "lay", "lease", "mark",
    "move", "place", "pose", "present", "press", "prove", "sent", "serve", "sign", "solve", "sort",
    "store", "tire", "treat",
];

/// Says whether a word is another one where its prefix is written apart: "re-cover", "recover".
pub(crate) fn is_other_apart(prefix: &str, stem: &str) -> bool {
    prefix == "re" && AFTER_RE.iter().any(|word| stem == *word || is_inflection(word, stem))
        || prefix == "co" && matches!(stem, "op" | "ops")
        || prefix == "un" && stem.starts_with("ioni")
}

/// Says whether both are words of their own: listed, or a doer and what is done ("officers",
/// "offices").
fn is_real_pair(left: &str, right: &str) -> bool {
    let doer = |a: &str, b: &str| {
        a.strip_suffix("ers").is_some_and(|stem| b.strip_suffix("es") == Some(stem))
    };
    NEIGHBOURS.contains(&(left, right))
        || NEIGHBOURS.contains(&(right, left))
        || doer(left, right)
        || doer(right, left)
}

/// Says whether one loss, doubling or swap stands between the two.
///
/// One letter for another makes words as often as slips: "presented", "prevented".
fn is_one_slip(short: &[char], long: &[char]) -> bool {
    let same = short.iter().zip(long).take_while(|(a, b)| a == b).count();
    if short.len() < long.len() {
        let at_end = same == short.len() && !(same > 0 && long[same] == long[same - 1]);
        return short[same..] == long[same + 1..] && !at_end;
    }
    let rest = (&short[same..], &long[same..]);
    rest.0.len() > 1
        && rest.0[0] == rest.1[1]
        && rest.0[1] == rest.1[0]
        && rest.0[2..] == rest.1[2..]
}

/// Prefixes that turn a word into its opposite.
const DENYING_PREFIXES: &[&str] = &["un", "in", "im", "il", "ir", "dis", "non", "mis"];

/// Says whether one word is the other with a denying prefix: "loyal", "disloyal".
pub(crate) fn is_opposite(left: &str, right: &str) -> bool {
    let denies = |long: &str, short: &str| {
        let prefix = long.strip_suffix(short).filter(|_| short.len() > 3);
        prefix.is_some_and(|prefix| DENYING_PREFIXES.contains(&prefix))
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
            ("café", "cafe"),
            ("søren", "soren"),
            ("naïve", "naive"),
            ("œuvre", "oeuvre"),
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
            ("été", "ôtée"),
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
            ("immediate", "immedaite"),
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
            ("presented", "prevented"),
            ("officers", "offices"),
            ("house", "horse"),
            ("carers", "careers"),
            ("stimulation", "simulation"),
            ("discreet", "discrete"),
            ("were", "we're"),
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
