//! Words that a full stop belongs to, and those that tell where somebody lives or sits.

/// Says whether `word` is a capital or capitals with full stops between.
pub(crate) fn is_initials(word: &str) -> bool {
    let fits = |(at, byte): (usize, u8)| match at % 2 {
        0 => byte.is_ascii_uppercase(),
        _ => byte == b'.',
    };
    word.len() <= 7 && word.len() % 2 == 1 && word.bytes().enumerate().all(fits)
}

/// Abbreviated states, which stand behind the names of towns and politicians.
const STATES: &[&str] = &[
    "Fla", "Calif", "Pa", "Ill", "Mass", "Mich", "Minn", "Tex", "Va", "Wis", "Ariz", "Colo",
    "Conn", "Ala", "Tenn", "Ky", "Md", "Ga", "Ore", "Wash", "Nev", "Okla",
];

/// Says whether a word tells where somebody lives or sits: "Va.", "R-Utah".
pub(crate) fn is_seat(word: &str) -> bool {
    match word.as_bytes() {
        [b'R' | b'D' | b'I', b'-', b'A'..=b'Z', ..] => true,
        [.., b'.'] => STATES.contains(&&word[..word.len() - 1]),
        _ => false,
    }
}

/// Says whether the full stop after `word` belongs to it.
pub(crate) fn keeps_full_stop(word: &str) -> bool {
    const ABBREVIATIONS: &[&str] = &[
        "Mr", "Mrs", "Ms", "Dr", "Sen", "Sens", "Rep", "Reps", "Gov", "Gen", "Col", "Lt", "Sgt",
        "Rev", "Prof", "St", "Jr", "Sr", "Capt", "Maj", "Adm", "Cmdr", "Hon", "Jan", "Feb", "Mar",
        "Apr", "Aug", "Sept", "Oct", "Nov", "Dec", "No", "Inc", "Corp", "Co", "Ltd", "vs",
    ];
    (is_initials(word) && word != "I")
        || (word.len() <= 5 && (ABBREVIATIONS.contains(&word) || STATES.contains(&word)))
}
